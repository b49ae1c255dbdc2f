internal import Transcript

/// Joins the words of separate channels to turns.
enum ChannelTurns {
    /// The shortest pause in which words of another speaker end a turn, in seconds: a speaker who goes on while others talk
    /// has one turn, not one for each word.
    private static let pauseSeconds = 0.5

    /// Turns in order of their start; each belongs to one channel, and turns of different channels may overlap.
    ///
    /// A turn ends at a pause as long as `TurnAssembly.pauseSeconds`, or at one in which another channel has a word.
    /// - Parameter tracks: words in order of time, of one speaker each, with the channel, from 1.
    static func turns(_ tracks: [(channel: Int, words: [Word])]) -> [Turn] {
        let turns = tracks.indices.flatMap { index -> [Turn] in
            let others = tracks.indices.filter { $0 != index }.flatMap { tracks[$0].words.map(\.range.middle) }.sorted()
            let (channel, words) = tracks[index]
            var turns: [Turn] = []
            for word in words {
                let pause = turns.last.map { ($0.range.end, word.range.start) }
                if let (end, next) = pause, next - end < TurnAssembly.pauseSeconds,
                    next - end < pauseSeconds || !others.hasValue(from: end, to: next)
                {
                    turns[turns.count - 1].words.append(word)
                    let start = turns[turns.count - 1].range.start
                    turns[turns.count - 1].range = TimeRange(start: start, end: max(end, word.range.end))
                } else {
                    turns.append(Turn(speaker: word.speaker, range: word.range, words: [word], channel: channel))
                }
            }
            return turns
        }
        return turns.sorted { ($0.range.start, $0.channel ?? 0) < ($1.range.start, $1.channel ?? 0) }
    }
}

extension [Double] {
    /// Whether one of these values, which are in order, lies between two others.
    fileprivate func hasValue(from min: Double, to max: Double) -> Bool {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < min { low = middle + 1 } else { high = middle }
        }
        return low < endIndex && self[low] < max
    }
}
