import Reports
import TestSupport
import Testing
import TranscriptExport
import TranscriptText

@Suite struct TranscriptPrinterTests {
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
}
