import TestSupport
import Testing
import TranscriptExport
import TranscriptText

@testable import whosaid

@Suite struct OutputTests {
    @Test func speakersHaveColoursOnATerminal() {
        let printer = TranscriptPrinter(style: TerminalStyle(isEnabled: true))
        #expect(
            printer.text(TranscriptFixtures.meeting) == """
                \u{1B}[2m[00:00.5]\u{1B}[0m \u{1B}[1;36mS1:\u{1B}[0m Good morning. Let's discuss the café's budget.
                \u{1B}[2m[00:04.0]\u{1B}[0m \u{1B}[1;33mS2:\u{1B}[0m The state-of-the-art one? I don't know.
                \u{1B}[2m[00:12.3]\u{1B}[0m ?: Yes.

                """)
    }

    @Test func withoutColoursTheDialogueIsTheTextFormat() {
        let printer = TranscriptPrinter(style: .plain)
        #expect(printer.text(TranscriptFixtures.meeting) == TranscriptFormat.txt.render(TranscriptFixtures.meeting))
    }

    @Test(
        arguments: [
            (true, [:], true), (false, [:], false), (true, ["NO_COLOR": "1"], false), (true, ["NO_COLOR": ""], true),
            (true, ["TERM": "dumb"], false), (true, ["TERM": "xterm"], true),
        ] as [(Bool, [String: String], Bool)])
    func stylesAreForTerminals(isTerminal: Bool, environment: [String: String], isEnabled: Bool) {
        #expect(TerminalStyle(isTerminal: isTerminal, environment: environment).isEnabled == isEnabled)
    }

    @Test func manySpeakersShareColours() {
        let style = TerminalStyle(isEnabled: true)
        #expect(style.speaker("x", index: 6) == style.speaker("x", index: 0))
        #expect(style.speaker("x", index: nil) == "x")
    }

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
}
