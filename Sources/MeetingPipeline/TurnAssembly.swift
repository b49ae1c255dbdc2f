internal import Transcript

/// Joins words to turns.
enum TurnAssembly {
    /// A pause of this length ends a turn even when the same person goes on, in seconds.
    static let pauseSeconds = 2.0

    /// Turns in order of time; a new one begins where the speaker changes or after a long pause.
    static func turns(_ words: [Word]) -> [Turn] {
        var turns: [Turn] = []
        for word in words {
            if let last = turns.last, last.speaker == word.speaker, word.range.start - last.range.end < pauseSeconds {
                turns[turns.count - 1].words.append(word)
                turns[turns.count - 1].range = TimeRange(
                    start: last.range.start, end: max(last.range.end, word.range.end))
            } else {
                turns.append(Turn(speaker: word.speaker, range: word.range, words: [word]))
            }
        }
        return turns
    }
}
