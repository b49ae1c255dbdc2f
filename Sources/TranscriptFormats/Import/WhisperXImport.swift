import Transcript

/// WhisperX after alignment, perhaps with speakers: words within segments. A word that could not be aligned, such as a
/// number, has no time; it gets what its neighbours leave.
enum WhisperXImport {
    private struct Document: Decodable {
        let segments: [Segment]
        let language: String?
    }

    private struct Segment: Decodable {
        let start: Double
        let end: Double
        let text: String
        let speaker: String?
        let words: [Word]?
    }

    private struct Word: Decodable {
        let word: String
        let start: Double?
        let end: Double?
        let score: Double?
        let speaker: String?
    }

    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        let document = try ImportJSON.decode(Document.self, text)
        var turns: [ImportedTurn] = []
        for (index, segment) in document.segments.enumerated() {
            let place = ".segments[\(index)]"
            let range = try ImportJSON.range(segment.start, segment.end, text, place)
            guard let words = segment.words, !words.isEmpty else {
                turns.append(ImportedTurn(text: segment.text, range: range, speaker: segment.speaker))
                continue
            }
            let times = try times(of: words, in: range, text, place)
            var timed: [ImportedWord] = []
            for (position, word) in words.enumerated() {
                timed.append(
                    ImportedWord(
                        text: word.word, range: times[position],
                        confidence: try ImportJSON.confidence(word.score, text, "\(place).words[\(position)]"),
                        speaker: word.speaker ?? segment.speaker))
            }
            // Speakers may change within a segment; nothing else parts its words.
            turns += timed.reduce(into: []) { parts, word in
                if parts.last?.speaker != word.speaker || parts.isEmpty {
                    parts.append(ImportedTurn(speaker: word.speaker, words: []))
                }
                parts[parts.count - 1].words.append(word)
            }
        }
        return ImportedTranscript(turns: turns, details: ["language": document.language])
    }

    private static func times(
        of words: [Word], in range: TimeRange, _ text: ImportText, _ place: String
    ) throws(ImportError) -> [TimeRange] {
        var times: [TimeRange] = []
        var position = 0
        while position < words.count {
            if let start = words[position].start, let end = words[position].end {
                times.append(try ImportJSON.range(start, end, text, "\(place).words[\(position)]"))
                position += 1
                continue
            }
            let from = position
            while position < words.count, words[position].start == nil || words[position].end == nil { position += 1 }
            let begin = times.last?.end ?? range.start
            let next = position < words.count ? words[position].start ?? range.end : range.end
            times += ImportedTurn.share(
                TimeRange(start: begin, end: max(begin, next)), among: words[from..<position].map { $0.word[...] })
        }
        return times
    }
}
