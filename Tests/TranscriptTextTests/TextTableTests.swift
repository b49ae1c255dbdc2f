import Testing
import TranscriptText

@Suite struct TextTableTests {
    @Test func tablesAreAsWideAsTheyNeedToBe() {
        let table = TextTable(
            columns: [
                .init(heading: "N", isNumber: true), .init(heading: "NAME", isNumber: false),
                .init(heading: "X", isNumber: false),
            ],
            rows: [["1", "é", "a"], ["100", "longer", ""]])
        #expect(table.text == "  N  NAME    X\n  1  é       a\n100  longer  \n")
    }

    @Test func wideCharactersLeaveTablesStraight() {
        let table = TextTable(
            columns: [
                .init(heading: "SPEAKER", isNumber: false), .init(heading: "N", isNumber: true),
                .init(heading: "X", isNumber: false),
            ],
            rows: [["王伟 경찬", "1", "a"], ["Jose\u{301}", "22", "b"], ["🎉", "３", "c"]])
        #expect(table.text == "SPEAKER     N  X\n王伟 경찬   1  a\nJose\u{301}       22  b\n🎉         ３  c\n")
    }

    @Test func rulesAndPipesAreAsWideAsWhatIsShown() {
        let table = TextTable(
            columns: [.init(heading: "name", isNumber: false), .init(heading: "s", isNumber: true)],
            rows: [["日本語", "1.50"], ["Ann", "20.00"]])
        #expect(table.ruled == "name        s\n------  -----\n日本語   1.50\nAnn     20.00\n")
        #expect(
            table.markdown
                == "| name   |     s |\n| ------ | ----: |\n| 日本語 |  1.50 |\n| Ann    | 20.00 |\n")
    }
}
