import Foundation
import Transcript

/// whisper.cpp's JSON: segments with offsets in milliseconds and, in full JSON, tokens with probabilities.
enum WhisperCppImport {
    private struct Document: Decodable {
        struct Parameters: Decodable { let model: String? }
        struct Outcome: Decodable { let language: String? }

        let params: Parameters?
        let result: Outcome?
        let transcription: [Segment]
    }

    private struct Offsets: Decodable {
        let from: Double
        let to: Double
    }

    private struct Segment: Decodable {
        let offsets: Offsets
        let text: String
        let tokens: [Token]?
        let speaker: LooseText?
    }

    private struct Token: Decodable {
        let text: String
        let offsets: Offsets?
        let p: Double?
    }

    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        let document = try ImportJSON.decode(Document.self, text)
        var turns: [ImportedTurn] = []
        for (index, segment) in document.transcription.enumerated() {
            let place = ".transcription[\(index)]"
            let range = try ImportJSON.range(
                segment.offsets.from / 1000, segment.offsets.to / 1000, text, place + ".offsets")
            // With stereo diarization `?` stands where neither channel is louder.
            let speaker = segment.speaker.flatMap {
                $0.text == "?" ? nil : SpeakerNumber.label(speaker: $0.text, channel: nil)
            }
            let words = try words(segment.tokens ?? [], within: range, text, place + ".tokens")
            turns.append(ImportedTurn(text: segment.text, range: range, speaker: speaker, words: words))
        }
        return ImportedTranscript(
            turns: turns, details: ["model": document.params?.model, "language": document.result?.language])
    }

    /// Tokens joined to words: one begins where a token begins with a space.
    private static func words(
        _ tokens: [Token], within segment: TimeRange, _ text: ImportText, _ place: String
    ) throws(ImportError) -> [ImportedWord] {
        var words: [(word: ImportedWord, probabilities: [Double])] = []
        for (index, token) in tokens.enumerated() {
            // Marks such as [_BEG_] and [_TT_500] are not said.
            guard !token.text.hasPrefix("[_"), let offsets = token.offsets else { continue }
            // Token times are estimates that may leave the segment, or run backwards.
            let start = min(max(offsets.from / 1000, segment.start), segment.end)
            let range = TimeRange(start: start, end: min(max(offsets.to / 1000, start), segment.end))
            let piece = token.text.trimmingCharacters(in: .whitespacesAndNewlines)
            let probability = try ImportJSON.confidence(token.p, text, "\(place)[\(index)]")
            if token.text.first?.isWhitespace == true || words.isEmpty {
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
