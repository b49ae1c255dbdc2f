/// What one speaker says until another takes over or a long pause comes.
public struct Turn: Hashable, Codable, Sendable {
    /// Index into `MeetingTranscript.speakers`, or nil where the speaker is unknown.
    public var speaker: Int?
    /// From the first word's start to the last word's end, in seconds.
    public var range: TimeRange
    /// The words in the order in which they are spoken; never empty.
    public var words: [Word]
    /// Channel of the recording in which it is said, from 1, or nil where the channels were mixed.
    public var channel: Int?

    /// Makes a turn of words that one speaker says.
    public init(speaker: Int?, range: TimeRange, words: [Word], channel: Int? = nil) {
        self.speaker = speaker
        self.range = range
        self.words = words
        self.channel = channel
    }

    /// The words joined by single spaces.
    public var text: String { words.map(\.text).joined(separator: " ") }

    /// Mean word confidence, 0…1; 0 for a turn without words.
    public var confidence: Double {
        words.isEmpty ? 0 : words.reduce(0) { $0 + $1.confidence } / Double(words.count)
    }

    /// The turn cut after words that end a sentence (`.`, `?`, `!` and those of other scripts, also inside closing
    /// quotes).
    public var sentences: [ArraySlice<Word>] {
        var result: [ArraySlice<Word>] = []
        var begin = words.startIndex
        for index in words.indices where words[index].endsSentence || index == words.endIndex - 1 {
            result.append(words[begin...index])
            begin = index + 1
        }
        return result
    }
}

extension Word {
    /// Whether the word carries the mark that ends a sentence.
    public var endsSentence: Bool {
        // By scalars from the end, as it is asked of every word of recordings of any length.
        for scalar in text.unicodeScalars.reversed() {
            switch scalar {
            case "\"", "'", "”", "’", ")", "]", "»", "」", "』", "）": continue
            case ".", "?", "!", "。", "！", "？", "｡", "؟", "।": return true
            default: return false
            }
        }
        return false
    }
}
