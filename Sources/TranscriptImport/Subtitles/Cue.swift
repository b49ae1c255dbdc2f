import Transcript

/// A cue of subtitles.
struct Cue {
    /// Number of the line with its times, from 1.
    let line: Int
    var range: TimeRange
    /// What is shown, line by line, none of them empty.
    var lines: [CueLine]

    /// Its words in order.
    var words: [Substring] { lines.flatMap { $0.text.split(whereSeparator: \.isWhitespace) } }
}

/// A word of a cue before it has a time.
struct CueWord {
    let text: Substring
    /// When it begins, in seconds, where the cue says so.
    let start: Double?

    /// The words of a line. A time within a word says nothing of its start.
    static func words(of line: CueLine) -> [CueWord] {
        var anchors = line.anchors[...]
        return line.text.split(whereSeparator: \.isWhitespace).map { text in
            let before = anchors.prefix { $0.index <= text.startIndex }
            anchors = anchors.dropFirst(before.count).drop { $0.index < text.endIndex }
            return CueWord(text: text, start: before.last?.seconds)
        }
    }

    /// The times of the words of a cue: between the starts that are known, time is shared out by letters.
    static func times(_ words: [CueWord], within range: TimeRange) -> [TimeRange] {
        var times: [TimeRange] = []
        var reached = range.start
        var group = words[...]
        while !group.isEmpty {
            let own = group.prefix(1) + group.dropFirst().prefix { $0.start == nil }
            group = group.dropFirst(own.count)
            let start = min(max(own.first?.start ?? reached, reached), range.end)
            let end = min(max(group.first?.start ?? range.end, start), range.end)
            times += TimeRange(start: start, end: end).shares(among: own.map(\.text))
            reached = end
        }
        return times
    }
}
