import TestSupport
import Testing
import Transcript

@testable import whosaid

@Suite struct ShowCommandTests {
    private let dialogue = """
        [00:00.5] S1: Good morning. Let's discuss the café's budget.
        [00:04.0] S2: The state-of-the-art one? I don't know.
        [00:12.3] ?: Yes.

        """

    @Test func aTranscriptIsADialogue() throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting])
        for reference in ["1", String(TranscriptFixtures.hash(1).prefix(8)), "/meetings/2024 budget.flac"] {
            expect(try program.run("show", reference), output: dialogue)
        }
        // Colours are for terminals.
        expect(try program.run("show", "1", environment: ["TERM": "xterm-256color"]), output: dialogue)
    }

    @Test func longTurnsAreShownInParagraphs() throws {
        let sentence = "This is a sentence of nine words, no more. "
        let program = try WhoSaidProgram(holding: [
            TranscriptFixtures.meeting(turns: [
                TranscriptFixtures.turn(0, start: 10, wordSeconds: 0.5, String(repeating: sentence, count: 20)),
                TranscriptFixtures.turn(1, start: 120, wordSeconds: 1, "Yes."),
            ])
        ])
        let lines = try program.run("show", "1", "--numbers").output.split(separator: "\n")
        #expect(lines.map { $0.prefix(16) } == ["1 [00:10.0] S1: ", "  [00:55.0] S1: ", "2 [02:00.0] S2: "])
    }

    @Test func silenceIsSaidToBeSilent() throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.silence])
        expect(try program.run("show", "1"), errors: "whosaid: /meetings/silence.wav: the transcript has no words\n")
    }

    @Test func anUnknownRecordingIsMissingInput() throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.silence])
        expect(
            try program.run("show", "7"), status: 66,
            errors: """
                whosaid: no recording in \(program.archivePath) has the id, hash or path `7`; `whosaid list` shows them

                """)
    }

    @Test func anAmbiguousHashIsAUsageError() throws {
        var transcripts = [TranscriptFixtures.meeting, TranscriptFixtures.silence]
        transcripts[0].recording.contentHash = String(repeating: "ab", count: 32)
        transcripts[1].recording.contentHash = String(repeating: "ab", count: 31) + "00"
        expect(
            try WhoSaidProgram(holding: transcripts).run("show", "ababab"), status: 64,
            errors: "whosaid: the hash `ababab` fits recordings 1, 2; give more digits\n")
    }
}
