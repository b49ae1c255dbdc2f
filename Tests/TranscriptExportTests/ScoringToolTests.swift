import TestSupport
import Testing
import Transcript

@testable import TranscriptExport

/// The scorers of others read what is exported for them.
@Suite(.enabled(if: PythonEnvironment.evaluation.isUsable, "needs .venv-eval (scripts/setup --eval)"))
struct ScoringToolTests {
    private let folder: ScratchFolder
    private let meeting = TranscriptFixtures.meeting

    init() throws { folder = try ScratchFolder() }

    @Test(arguments: [TranscriptFormat.stm, .seglst]) func meetevalReadsTurns(format: TranscriptFormat) throws {
        let segments = try read(meeting, format, by: "meeteval")
        for (index, turn) in meeting.turns.enumerated() {
            #expect(segments[index]?["session_id"] == .string("2024_budget"))
            #expect(segments[index]?["speaker"] == .string(meeting.label(of: turn.speaker)))
            #expect(segments[index]?["start_time"] == .number(turn.range.start))
            #expect(segments[index]?["end_time"] == .number(turn.range.end))
            #expect(segments[index]?["words"] == .string(turn.text))
        }
        #expect(segments[meeting.turns.count] == nil)
    }

    @Test func meetevalReadsWords() throws {
        let segments = try read(meeting, .ctm, by: "meeteval")
        for (index, word) in meeting.words.enumerated() {
            #expect(segments[index]?["words"] == .string(word.text))
            #expect(segments[index]?["start_time"] == .number(word.range.start))
        }
        #expect(segments[meeting.words.count] == nil)
    }

    @Test func meetevalAndPyannoteReadSpeech() throws {
        let segments = try read(meeting, .rttm, by: "meeteval")
        let tracks = try read(meeting, .rttm, by: "pyannote")["2024_budget"]
        for (index, span) in meeting.speech.enumerated() {
            #expect(segments[index]?["start_time"] == .number(span.range.start))
            #expect(segments[index]?["end_time"] == .number(span.range.end))
            #expect(segments[index]?["speaker"] == .string(meeting.speakers[span.speaker].label))
            #expect(
                tracks?[index]
                    == .array([
                        .number(span.range.start), .number(span.range.end),
                        .string(meeting.speakers[span.speaker].label),
                    ]))
        }
        #expect(segments[meeting.speech.count] == nil && tracks?[meeting.speech.count] == nil)
    }

    @Test(arguments: 0..<8 as Range<UInt64>, [TranscriptFormat.stm, .seglst, .ctm, .rttm])
    func hostileTextsAreReadToo(seed: UInt64, format: TranscriptFormat) throws {
        var transcript = TranscriptFixtures.random(seed: seed)
        // Scorers cannot be given an empty file of some formats.
        transcript.turns.append(TranscriptFixtures.turn(nil, start: 0, wordSeconds: 1, "end"))
        if transcript.speakers.isEmpty { transcript.speakers = [Speaker(label: "S1")] }
        transcript.speech.append(SpeechSpan(speaker: 0, range: TimeRange(start: 0, end: 1)))
        guard case .array(let segments) = try read(transcript, format, by: "meeteval") else { return }
        let lines = format.render(transcript).split(separator: "\n").count
        #expect(format == .seglst ? !segments.isEmpty : segments.count == lines)
    }

    private func read(
        _ transcript: MeetingTranscript, _ format: TranscriptFormat, by reader: String
    ) throws -> JSONDocument {
        let file = try folder.write(format.render(transcript), to: "a.\(format.fileExtension)")
        return try PythonEnvironment.evaluation.read(file, as: reader)
    }
}
