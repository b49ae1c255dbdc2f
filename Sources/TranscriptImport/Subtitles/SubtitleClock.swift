import Transcript

/// The times of cues, for example `00:00:01,000 --> 00:00:02,500`.
enum SubtitleClock {
    /// What a line says of times.
    enum Reading {
        /// It has no arrow between what could be times.
        case none
        /// Start and end in seconds, in whatever order.
        case times(start: Double, end: Double)
        /// It has an arrow and a time, but not two times.
        case broken
    }

    /// Hours are optional, and may have any number of digits; decimals come after a comma, a point or a colon. What
    /// stands behind the end, such as the settings of a cue, does not matter.
    static func read(_ line: Substring) -> Reading {
        guard let arrow = arrow(line) else { return otherArrow(line) }
        let before = line[..<arrow.lowerBound].split(whereSeparator: \.isWhitespace).joined()
        let after = line[arrow.upperBound...]
        guard let start = seconds(before[...]) else {
            // An arrow in a text is a text.
            let opening = before.drop { $0 == "-" }
            return opening.first?.isNumber == true && opening.contains(":") ? .broken : .none
        }
        let columns = after.split(whereSeparator: \.isWhitespace)
        // Some writers put spaces around colons.
        for count in 1...max(1, min(3, columns.count)) {
            if let end = seconds(columns.prefix(count).joined()[...]) { return .times(start: start, end: end) }
        }
        return .broken
    }

    /// Marks that stand for the arrow in files that were written or changed by hand or by a word processor.
    private static let marks: Set<Character> = [
        "-", "–", "—", "−", "‐", "‑", "=", "~", ">", "→", "⟶", "⇒", "➔", "›", "»",
    ]

    /// Times with another arrow, such as `->` or `–>`. Both have decimals; else `10:30 - 11:30` may be what is said.
    private static func otherArrow(_ line: Substring) -> Reading {
        let text = line.drop(while: \.isWhitespace)
        guard text.first?.isNumber == true else { return .none }
        func isTime(_ character: Character) -> Bool {
            character.isNumber || character.isWhitespace || ":.,".contains(character)
        }
        let before = text.prefix(while: isTime)
        var after = text[before.endIndex...].drop { marks.contains($0) || $0.isWhitespace }
        // The sign `>` as HTML writes it.
        if after.hasPrefix("&gt;") { after = after.dropFirst(4) }
        guard after.startIndex > before.endIndex, before.contains(where: ".,".contains),
            let start = seconds(before.filter { !$0.isWhitespace }[...])
        else { return .none }
        let end = after.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
        guard end.contains(where: ".,".contains), let seconds = seconds(end) else { return .none }
        return .times(start: start, end: seconds)
    }

    /// Whether a line holds the times of a cue.
    static func isTiming(_ line: Substring) -> Bool { if case .times = read(line) { true } else { false } }

    private static func arrow(_ line: Substring) -> Range<Substring.Index>? {
        let bytes = line.utf8
        guard let dash = bytes.firstIndex(of: UInt8(ascii: "-")) else { return nil }
        var position = dash
        while position < bytes.endIndex {
            if bytes[position...].starts(with: "-->".utf8) { return position..<bytes.index(position, offsetBy: 3) }
            position = bytes.index(after: position)
        }
        return nil
    }

    /// Seconds of `[hours:]minutes:seconds[.decimals]`, or nil.
    static func seconds(_ text: Substring) -> Double? {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false)
        // 00:00:01:500
        var decimals: Substring = ""
        if parts.count == 4 { decimals = parts.removeLast() }
        guard (2...3).contains(parts.count), var last = parts.popLast() else { return nil }
        if decimals.isEmpty, let point = last.firstIndex(where: { $0 == "." || $0 == "," }) {
            decimals = last[last.index(after: point)...]
            last = last[..<point]
        }
        let hours = parts.count == 2 ? parts[0] : "0"
        guard let minutes = parts.last, (1...9).contains(hours.utf8.count), (1...2).contains(minutes.utf8.count),
            (1...2).contains(last.utf8.count), decimals.utf8.count <= 9,
            [hours, minutes, last, decimals].allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let whole = Double(hours), let sixtieth = Double(minutes), let rest = Double(last),
            let fraction = Double("0." + (decimals.isEmpty ? "0" : decimals))
        else { return nil }
        return whole * 3600 + sixtieth * 60 + rest + fraction
    }
}
