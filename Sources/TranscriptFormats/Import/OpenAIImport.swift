import Foundation
import Transcript

/// OpenAI's `verbose_json` (segments, words, log probabilities) and `diarized_json` (segments with speakers), and the
/// JSON of the open-source Whisper (words within segments). Times are seconds.
enum OpenAIImport {
    private struct Document: Decodable {
        let duration: LooseNumber?
        let language: String?
        let segments: [Segment]?
        let words: [Word]?
    }

    private struct Segment: Decodable {
        let start: Double
        let end: Double
        let text: String
        let avg_logprob: Double?
        let speaker: LooseText?
        let words: [Word]?
    }

    private struct Word: Decodable {
        let word: String
        let start: Double
        let end: Double
        let probability: Double?
    }

    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        let document = try ImportJSON.decode(Document.self, text)
        let words = try words(document.words ?? [], text, ".words")
        var turns: [ImportedTurn] = []
        if let segments = document.segments {
            var rest = words[...]
            for (index, segment) in segments.enumerated() {
                let place = ".segments[\(index)]"
                let range = try ImportJSON.range(segment.start, segment.end, text, place)
                let isLast = index == segments.count - 1
                // Words that stand apart belong to the segment in which they are spoken.
                let own = rest.prefix { isLast || $0.range.middle < range.end }
                rest = rest.dropFirst(own.count)
                var words = Array(own)
                if let within = segment.words { words = try Self.words(within, text, place + ".words") }
                turns.append(
                    ImportedTurn(
                        text: segment.text, range: range, speaker: segment.speaker?.text,
                        words: words,
                        confidence: segment.avg_logprob.map { exp(min(0, $0)) }))
            }
        } else {
            turns = [ImportedTurn].joining(words, channel: nil)
        }
        return ImportedTranscript(
            turns: turns, details: ["language": document.language], durationSeconds: document.duration?.value)
    }

    private static func words(
        _ words: [Word], _ text: ImportText, _ place: String
    ) throws(ImportError) -> [ImportedWord] {
        var result: [ImportedWord] = []
        for (index, word) in words.enumerated() {
            let place = "\(place)[\(index)]"
            result.append(
                ImportedWord(
                    text: word.word.trimmingCharacters(in: .whitespacesAndNewlines),
                    range: try ImportJSON.range(word.start, word.end, text, place),
                    confidence: try ImportJSON.confidence(word.probability, text, place)))
        }
        return result
    }
}
