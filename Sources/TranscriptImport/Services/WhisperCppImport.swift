import Foundation
import Transcript
import TranscriptText

/// whisper.cpp's JSON: segments with offsets in milliseconds and, in full JSON, tokens with probabilities.
enum WhisperCppImport {
    static func read(_ document: JSONField, _ text: ImportText) throws -> ImportedTranscript {
        let segments = try document.required("transcription").list()
        let spans = try segments.map { segment in
            let (start, end) = try times(segment) ?? (nil, nil)
            return StatedSpan(
                start: start, end: end, text: try segment.required("text").text()[...], place: segment.place)
        }
        let ranges = SpanFilling.ranges(spans, text.notes)
        var turns: [ImportedTurn] = []
        for (index, segment) in segments.enumerated() {
            // With stereo diarization `?` stands where neither channel is louder.
            let speaker = try (segment["speaker"]?.text()).flatMap {
                $0 == "?" ? nil : SpeakerNumber.label(speaker: $0, channel: nil)
            }
            let words = try segment["tokens"].map { try Self.words($0, within: ranges[index]) } ?? []
            turns.append(
                ImportedTurn(
                    text: String(spans[index].text), range: ranges[index], speaker: speaker, words: words))
        }
        return ImportedTranscript(
            turns: turns,
            details: [
                "model": try document["params"]?["model"]?.text(),
                "language": try document["result"]?["language"]?.text(),
            ])
    }

    /// Offsets in milliseconds, or else the times as subtitles have them.
    private static func times(_ field: JSONField) throws -> (start: Double?, end: Double?)? {
        if let offsets = field["offsets"] {
            return (
                try offsets.required("from").seconds(unitsPerSecond: 1000),
                try offsets.required("to").seconds(unitsPerSecond: 1000)
            )
        }
        guard let stamps = field["timestamps"] else { return nil }
        return try (time(stamps.required("from")), time(stamps.required("to")))
    }

    private static func time(_ field: JSONField) throws -> Double {
        let text = try field.text()
        guard let seconds = SubtitleClock.seconds(text[...]) else {
            throw field.problem("\"\(text.prefix(80))\" is no time such as 00:00:01,000")
        }
        return try field.checked(seconds: seconds)
    }

    /// Tokens joined to words: one begins where a token begins with a space.
    private static func words(_ list: JSONField, within segment: TimeRange) throws -> [ImportedWord] {
        var words: [(word: ImportedWord, probabilities: [Double])] = []
        for token in try list.list() {
            let said = try token.required("text").text()
            // Marks such as [_BEG_] and [_TT_500] are not said.
            guard !said.hasPrefix("[_"), let offsets = token["offsets"],
                let from = try offsets["from"]?.number(), let to = try offsets["to"]?.number()
            else { continue }
            // Token times are estimates that may leave the segment, or run backwards.
            let start = min(max(from / 1000, segment.start), segment.end)
            let range = TimeRange(start: start, end: min(max(to / 1000, start), segment.end))
            let piece = said.trimmingCharacters(in: .whitespacesAndNewlines)
            let probability = try token["p"]?.share()
            if said.first?.isWhitespace == true || words.isEmpty {
                words.append((ImportedWord(text: piece, range: range), []))
            } else {
                words[words.count - 1].word.text += piece
                let begin = words[words.count - 1].word.range.start
                words[words.count - 1].word.range = TimeRange(start: begin, end: max(begin, range.end))
            }
            if let probability { words[words.count - 1].probabilities.append(probability) }
        }
        return words.map { word, probabilities in
            var word = word
            word.confidence = probabilities.isEmpty ? nil : probabilities.reduce(0, +) / Double(probabilities.count)
            return word
        }
    }
}
