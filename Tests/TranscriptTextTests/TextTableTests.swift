import Testing
import TranscriptText

@Suite struct TextTableTests {
    private let table = TextTable(
        columns: [.init(heading: "name", isNumber: false), .init(heading: "s", isNumber: true)],
        rows: [["日本語", "1.50"], ["Ann", "20.00"]])

    @Test func columnsAreAsWideAsWhatTheyShow() {
        #expect(table.text == "name        s\n日本語   1.50\nAnn     20.00\n")
        #expect(table.ruled == "name        s\n------  -----\n日本語   1.50\nAnn     20.00\n")
    }

    @Test func markdownSaysHowColumnsAreAligned() {
        #expect(
            table.markdown
                == "| name   |     s |\n| ------ | ----: |\n| 日本語 |  1.50 |\n| Ann    | 20.00 |\n")
    }
}
