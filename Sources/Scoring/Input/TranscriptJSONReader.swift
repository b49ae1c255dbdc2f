import Foundation
import Transcript

/// The program's own export, `transcript.schema.json`. The recording is named by its file.
enum TranscriptJSONReader {
    private struct Document: Decodable {
        let format: String
        let version: Int
        let recording: Recording
        let turns: [Turn]
        let speech: [Span]
    }

    private struct Recording: Decodable {
        let path: String
    }

    private struct Span: Decodable {
        let speaker: String
        let start: Double
        let end: Double
    }

    private struct Turn: Decodable {
        let speaker: String?
        let start: Double
        let end: Double
        let words: [Word]
    }

    private struct Word: Decodable {
        let text: String
        let start: Double
        let end: Double
        let confidence: Double
    }

    static func read(_ content: TextLines) throws(ScoringError) -> (ScoredTranscript, SpeakerSegments) {
        let document = try JSONContent.decode(Document.self, content)
        guard document.format == "whosaid-transcript", document.version == 1 else {
            throw .json(
                file: content.file, place: "",
                problem: "\(document.format) version \(document.version), where whosaid-transcript version 1 is needed")
        }
        let name = ScoringInput.recordingName(path: document.recording.path)
        var words = ScoredTranscript(recording: name, segments: [])
        for (index, turn) in document.turns.enumerated() {
            var spoken: [Transcript.Word] = []
            for (position, word) in turn.words.enumerated() {
                let place = ".turns[\(index)].words[\(position)]"
                guard 0...1 ~= word.confidence else {
                    throw .json(file: content.file, place: place, problem: "\(word.confidence) is no probability")
                }
                spoken.append(
                    Transcript.Word(
                        text: word.text, range: try range(word.start, word.end, content, place),
                        confidence: word.confidence))
            }
            // The program's own sign for "nobody could be told".
            words.segments.append(
                ScoredSegment(
                    speaker: turn.speaker ?? "?", range: try range(turn.start, turn.end, content, ".turns[\(index)]"),
                    spoken: spoken))
        }
        var speech = SpeakerSegments(recording: name, segments: [])
        for (index, span) in document.speech.enumerated() {
            let range = try range(span.start, span.end, content, ".speech[\(index)]")
            if range.duration > 0 { speech.segments.append(SpeakerSegment(speaker: span.speaker, range: range)) }
        }
        return (words, speech)
    }

    private static func range(
        _ start: Double, _ end: Double, _ content: TextLines, _ place: String
    ) throws(ScoringError) -> TimeRange {
        guard start >= 0, end >= start else {
            throw .json(file: content.file, place: place, problem: "\(start) to \(end) s is no span of time")
        }
        return TimeRange(start: start, end: end)
    }
}
