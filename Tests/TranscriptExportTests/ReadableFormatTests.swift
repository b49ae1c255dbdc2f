import Foundation
import TestSupport
import Testing
import Transcript

@testable import TranscriptExport

@Suite struct ReadableFormatTests {
    @Test func plainTextIsADialogue() {
        #expect(
            TranscriptFormat.txt.render(TranscriptFixtures.meeting) == """
                [00:00.5] S1: Good morning. Let's discuss the café's budget.
                [00:04.0] S2: The state-of-the-art one? I don't know.
                [00:12.3] ?: Yes.

                """)
        #expect(TranscriptFormat.txt.render(TranscriptFixtures.silence) == "")
    }

    @Test func longRecordingsHaveHoursOnEveryLine() {
        var transcript = TranscriptFixtures.meeting
        transcript.recording.durationSeconds = 3600
        transcript.turns[2].range = TimeRange(start: 3599, end: 3600)
        #expect(transcript.dialogue.map(\.time) == ["0:00:00.5", "0:00:04.0", "0:59:59.0"])
    }

    @Test func withoutAnySpeakerNobodyIsNamed() {
        var transcript = TranscriptFixtures.meeting(turns: [
            TranscriptFixtures.turn(nil, start: 1, wordSeconds: 1, "Yes.")
        ])
        transcript.speakers = []
        transcript.speech = []
        transcript.exclusiveSpeech = []
        #expect(TranscriptFormat.txt.render(transcript) == "[00:01.0] Yes.\n")
        #expect(TranscriptFormat.md.render(transcript).hasSuffix("\n\n(00:01.0) Yes.\n"))
        #expect(
            TranscriptFormat.html.render(transcript).contains("<time>00:01.0</time> <span dir=\"auto\">Yes.</span></p>")
        )
    }

    @Test func longTurnsAreGivenInParagraphs() throws {
        let sentence = "This is a sentence of nine words, no more. "
        let turn = TranscriptFixtures.turn(0, start: 10, wordSeconds: 0.5, String(repeating: sentence, count: 20))
        let transcript = TranscriptFixtures.meeting(turns: [
            turn, TranscriptFixtures.turn(nil, start: 120, wordSeconds: 1, "Yes."),
        ])
        let starts = turn.paragraphs.map { transcript.clock($0.range.start) }
        try #require(starts.count == 2)
        let txt = TranscriptFormat.txt.render(transcript).split(separator: "\n")
        #expect(txt.map { $0.prefix(14) } == ["[\(starts[0])] S1: ", "[\(starts[1])] S1: ", "[02:00.0] ?: Y"])
        let md = TranscriptFormat.md.render(transcript)
        #expect(md.contains("\n**S1** (\(starts[0])): This") && md.contains("\n(\(starts[1])) This"))
        let html = TranscriptFormat.html.render(transcript)
        #expect(html.contains("<time>\(starts[1])</time> <span dir=\"auto\">This"))
        let csv = TranscriptFormat.csv.render(transcript).split(separator: "\r\n")
        #expect(csv.map { $0.split(separator: ",")[1] } == ["turn", "1", "1", "2"])
        #expect(TranscriptFormat.jsonl.render(transcript).split(separator: "\n").count == 2)
        let document = String(decoding: TranscriptFormat.docx.data(transcript), as: UTF8.self)
        #expect(document.contains("\(starts[1]) </w:t></w:r><w:r><w:t xml:space=\"preserve\">This"))
    }

    @Test func markdownIsADialogue() {
        #expect(
            TranscriptFormat.md.render(TranscriptFixtures.meeting) == """
                # 2024 budget.flac

                - Length: 00:20.5
                - Speakers: S1, S2
                - Transcribed: 2024-05-06T07:08:09Z

                **S1** (00:00.5): Good morning. Let's discuss the café's budget.

                **S2** (00:04.0): The state-of-the-art one? I don't know.

                **?** (00:12.3): Yes.

                """)
        #expect(
            TranscriptFormat.md.render(TranscriptFixtures.silence) == """
                # silence.wav

                - Length: 00:03.0
                - Speakers: none
                - Transcribed: 2024-05-06T08:00:00Z

                """)
    }

    @Test func markdownMarksInTheTextAreEscaped() {
        var transcript = TranscriptFixtures.meeting(turns: [
            TranscriptFixtures.turn(0, start: 0, wordSeconds: 1, "*bold* _it_ `code` [a](b) <b> \\ # | ~ &amp; $x$")
        ])
        transcript.speakers[0].label = "*S1*"
        #expect(
            TranscriptFormat.md.render(transcript).split(separator: "\n").last
                == "**\\*S1\\*** (00:00.0): \\*bold\\* \\_it\\_ \\`code\\` \\[a\\](b) \\<b\\> \\\\ \\# \\| \\~ \\&amp; \\$x\\$"
        )
    }

    @Test(arguments: [
        TranscriptFormat.txt, .md, .html, .srt, .vtt, .rttm, .stm, .ctm, .tsv, .jsonl, .seglst, .audacity, .textgrid,
    ])
    func hostileTextStaysOnItsLine(format: TranscriptFormat) {
        for seed in 0..<40 as Range<UInt64> {
            let transcript = TranscriptFixtures.random(seed: seed)
            let text = format.render(transcript)
            let allowed: Set<Unicode.Scalar> = [.tsv, .audacity].contains(format) ? ["\n", "\t"] : ["\n"]
            #expect(
                text.unicodeScalars.allSatisfy { allowed.contains($0) || $0.properties.generalCategory != .control })
            if format == .txt {
                #expect(
                    text.split(separator: "\n", omittingEmptySubsequences: false).count == transcript.turns.count + 1)
            }
        }
    }

    @Test(arguments: TranscriptFormat.allCases) func everyFormatIsPure(format: TranscriptFormat) {
        let data = format.data(TranscriptFixtures.meeting)
        #expect(data == format.data(TranscriptFixtures.meeting))
        #expect(!format.summary.isEmpty)
        guard format.isText else { return }
        let text = format.render(TranscriptFixtures.meeting)
        #expect(data == Data(text.utf8))
        #expect(text.last?.isNewline == true && text.dropLast().last?.isNewline == false)
    }

    @Test(arguments: TranscriptFormat.allCases) func theNameOfAFileTellsItsFormat(format: TranscriptFormat) {
        #expect(TranscriptFormat(fileName: "a.\(format.fileExtension)") == format)
        #expect(TranscriptFormat(fileName: "/x.y/A.\(format.rawValue.uppercased())") == format)
        #expect(TranscriptFormat(fileName: format.rawValue) == nil)
        #expect(TranscriptFormat(fileName: "a.\(format.rawValue)x") == nil)
    }
}
