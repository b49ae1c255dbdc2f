import TestSupport
import Testing
import Transcript
import TranscriptText

@testable import TranscriptExport

@Suite struct NISTFormatTests {
    @Test func rttmKeepsOverlap() {
        #expect(
            TranscriptFormat.rttm.render(TranscriptFixtures.meeting) == """
                SPEAKER 2024_budget 1 0.500 3.750 <NA> <NA> S1 <NA> <NA>
                SPEAKER 2024_budget 1 4.000 3.500 <NA> <NA> S2 <NA> <NA>

                """)
    }

    @Test func rttmMayBeExclusive() {
        let options = FormatOptions(usesExclusiveSpeech: true)
        #expect(
            TranscriptFormat.rttm.render(TranscriptFixtures.meeting, options: options) == """
                SPEAKER 2024_budget 1 0.500 3.500 <NA> <NA> S1 <NA> <NA>
                SPEAKER 2024_budget 1 4.000 3.500 <NA> <NA> S2 <NA> <NA>

                """)
    }

    @Test func rttmHasNoEmptySpansAndNoRoundingGaps() {
        var transcript = TranscriptFixtures.meeting
        transcript.speech = [
            SpeechSpan(speaker: 0, range: TimeRange(start: 1.0004, end: 1.0004)),
            SpeechSpan(speaker: 0, range: TimeRange(start: 1.0004, end: 2.0006)),
            SpeechSpan(speaker: 1, range: TimeRange(start: 2.0006, end: 3)),
        ]
        #expect(
            TranscriptFormat.rttm.render(transcript) == """
                SPEAKER 2024_budget 1 1.000 1.001 <NA> <NA> S1 <NA> <NA>
                SPEAKER 2024_budget 1 2.001 0.999 <NA> <NA> S2 <NA> <NA>

                """)
    }

    @Test func stmHasOneLineATurn() {
        #expect(
            TranscriptFormat.stm.render(TranscriptFixtures.meeting) == """
                2024_budget 1 S1 0.500 4.000 Good morning. Let's discuss the café's budget.
                2024_budget 1 S2 4.000 7.000 The state-of-the-art one? I don't know.
                2024_budget 1 ? 12.345 12.595 Yes.

                """)
    }

    @Test func ctmHasWordsInOrderOfTime() {
        let transcript = TranscriptFixtures.meeting(turns: [
            TranscriptFixtures.turn(0, start: 1, wordSeconds: 0.5, "One two three"),
            TranscriptFixtures.turn(1, start: 1.25, wordSeconds: 0.25, "Yes yes"),
        ])
        #expect(
            TranscriptFormat.ctm.render(transcript) == """
                2024_budget 1 1.000 0.500 One 0.8750
                2024_budget 1 1.250 0.250 Yes 0.8750
                2024_budget 1 1.500 0.500 two 0.8750
                2024_budget 1 1.500 0.250 yes 0.8750
                2024_budget 1 2.000 0.500 three 0.8750

                """)
    }

    @Test func columnsStayColumns() {
        var transcript = TranscriptFixtures.meeting(turns: [
            Turn(
                speaker: 0, range: TimeRange(start: 0, end: 3),
                words: ["two words", "", "\n", "x\ny"].map {
                    Word(text: $0, range: TimeRange(start: 0, end: 1), confidence: 1)
                })
        ])
        transcript.speakers[0].label = "Ann Lee"
        transcript.speech.removeLast()
        #expect(
            TranscriptFormat.ctm.render(transcript) == """
                2024_budget 1 0.000 1.000 two_words 1.0000
                2024_budget 1 0.000 1.000 x_y 1.0000

                """)
        #expect(TranscriptFormat.stm.render(transcript) == "2024_budget 1 Ann_Lee 0.000 3.000 two words x y\n")
        #expect(
            TranscriptFormat.rttm.render(transcript)
                == "SPEAKER 2024_budget 1 0.500 3.750 <NA> <NA> Ann_Lee <NA> <NA>\n")
    }

    @Test(arguments: [
        ("/a/b.wav", "b"), ("/a/my meeting 1.tar.gz", "my_meeting_1.tar"), ("/a/.hidden", ".hidden"),
        ("/a/noext", "noext"),
        ("/a/;;x.wav", "_;x"), ("/a/ .wav", "_"), ("/a/tab\tname\n.wav", "tab_name"),
    ])
    func theFileIdIsTheNameWithoutExtension(path: String, id: String) {
        var recording = TranscriptFixtures.meeting.recording
        recording.path = path
        #expect(recording.fileID == id)
    }
}
