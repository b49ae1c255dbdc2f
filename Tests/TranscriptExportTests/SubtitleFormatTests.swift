import Foundation
import TestSupport
import Testing
import Transcript
import TranscriptText

@testable import TranscriptExport

@Suite struct SubtitleFormatTests {
    private let transcript = TranscriptFixtures.meeting(turns: [
        TranscriptFixtures.turn(
            0, start: 1, wordSeconds: 0.3,
            "Good morning, everybody. Today we want to talk about the budget of next year, which is rather small."),
        TranscriptFixtures.turn(1, start: 6.4, wordSeconds: 0.25, "Is it <less> than 5 & 3?"),
        TranscriptFixtures.turn(nil, start: 20, wordSeconds: 0.2, "Yes."),
    ])

    @Test func subRip() {
        #expect(
            TranscriptFormat.srt.render(transcript) == """
                1
                00:00:01,000 --> 00:00:02,143
                S1: Good morning, everybody.

                2
                00:00:02,143 --> 00:00:06,400
                S1: Today we want to talk about the budget
                of next year, which is rather small.

                3
                00:00:06,400 --> 00:00:08,150
                S2: Is it ‹less› than 5 & 3?

                4
                00:00:20,000 --> 00:00:21,000
                Yes.

                """)
        #expect(TranscriptFormat.srt.render(TranscriptFixtures.silence) == "")
    }

    @Test func webVTT() {
        #expect(
            TranscriptFormat.vtt.render(transcript) == """
                WEBVTT

                00:00:01.000 --> 00:00:02.143
                <v S1>Good morning, everybody.

                00:00:02.143 --> 00:00:06.400
                <v S1>Today we want to talk about the budget
                of next year, which is rather small.

                00:00:06.400 --> 00:00:08.150
                <v S2>Is it &lt;less&gt; than 5 &amp; 3?

                00:00:20.000 --> 00:00:21.000
                Yes.

                """)
        #expect(TranscriptFormat.vtt.render(TranscriptFixtures.silence) == "WEBVTT\n")
    }

    @Test func namesMayBeLeftOut() {
        let options = FormatOptions(showsNames: false)
        for format in [TranscriptFormat.srt, .vtt, .txt, .md, .audacity] {
            let text = format.render(transcript, options: options)
            #expect(!text.contains("S1") && !text.contains("S2") && !text.contains("?:") && !text.contains("<v"))
            #expect(text.contains("Good morning, everybody.") && text.contains("Yes."))
        }
        // What the name took is room for text.
        #expect(
            Subtitles(transcript, rules: SubtitleRules(), namesAreShown: false).cues.map(\.lines)[0]
                == ["Good morning, everybody."])
    }

    @Test func arrowsInTheTextAreNoTimes() {
        let arrow = TranscriptFixtures.meeting(turns: [
            TranscriptFixtures.turn(0, start: 0, wordSeconds: 1, "a --> b")
        ])
        #expect(TranscriptFormat.srt.render(arrow) == "1\n00:00:00,000 --> 00:00:03,000\nS1: a --› b\n")
        #expect(TranscriptFormat.vtt.render(arrow).contains("a --&gt; b"))
    }

    @Test(.enabled(if: ProgramRequirement.isMet("ffmpeg"), "needs ffmpeg"), arguments: ["srt", "vtt"])
    func playersObeyNothingInTheText(name: String) throws {
        // WebVTT has no backslashes to obey, whatever ffmpeg makes of them.
        let backslashes = name == "srt" ? #"{\an8}d e\Nf g\nh"# : "d"
        let text = "a --> b <i>c</i> \(backslashes) <unk> &lt; 1 00:00:01,000 end"
        let hostile = TranscriptFixtures.meeting(turns: [
            TranscriptFixtures.turn(0, start: 0, wordSeconds: 0.5, text)
        ])
        let read = try throughFFmpeg(hostile, name).flatMap { $0.dropFirst(2) }.joined(separator: " ")
            .replacing("S1: ", with: "")
        let shown = name == "vtt" ? text : String(text.map { ["<": "‹", ">": "›", "\\": "∖"][$0] ?? $0 })
        #expect(read == shown)
    }

    @Test(.enabled(if: ProgramRequirement.isMet("ffmpeg"), "needs ffmpeg"), arguments: ["srt", "vtt"])
    func ffmpegReadsTheSameCues(name: String) throws {
        let back = try throughFFmpeg(transcript, name)
        let cues = Subtitles(transcript, rules: SubtitleRules(), namesAreShown: name == "srt").cues
        for (read, cue) in try paired(back, cues) {
            let start = ClockTime.subtitle(milliseconds: cue.startMilliseconds, separator: ",")
            let end = ClockTime.subtitle(milliseconds: cue.endMilliseconds, separator: ",")
            #expect(read[1] == "\(start) --> \(end)")
            let isSubRip = name == "srt"
            let lines = cue.lines.map { isSubRip ? $0.replacing("<", with: "‹").replacing(">", with: "›") : $0 }
            #expect(Array(read.dropFirst(2)) == lines)
        }
    }

    /// The cues that ffmpeg reads from the subtitles, as lines of SubRip: number, times, text.
    private func throughFFmpeg(_ transcript: MeetingTranscript, _ name: String) throws -> [[String]] {
        let format = try #require(TranscriptFormat(rawValue: name))
        let folder = try ScratchFolder()
        let file = try folder.write(format.render(transcript), to: "a.\(name)")
        let ffmpeg = try #require(ProgramRequirement.path(of: "ffmpeg"))
        let run = try ProgramRun(
            ffmpeg, ["-v", "error", "-i", file, "-c:s", "srt", "-f", "srt", folder.file("back.srt")])
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        return try String(contentsOfFile: folder.file("back.srt"), encoding: .utf8)
            .replacing("\r\n", with: "\n").split(separator: "\n\n").map { $0.split(separator: "\n").map(String.init) }
    }
}
