/// Lays the tokens of a cue out on one line or two.
struct SubtitleLines {
    /// Greatest number of characters on a line.
    let width: Int
    /// Greatest number of lines: 1 or 2.
    let maximumLines: Int
    /// What stands in front of the first line, for example `S1: `; shorter than a line.
    let prefix: String

    /// How many of the tokens fit into one cue; at least 1, since a token is never longer than a line.
    func fittingCount(_ tokens: ArraySlice<SubtitleToken>) -> Int {
        var line = 1
        var used = prefix.count
        var isLineEmpty = true
        for (index, token) in tokens.enumerated() {
            let needed = token.characterCount + (isLineEmpty ? 0 : 1)
            if used + needed <= width {
                used += needed
            } else {
                guard line < maximumLines else { return index }
                line += 1
                used = token.characterCount
            }
            isLineEmpty = false
        }
        return tokens.count
    }

    /// The lines: one where the text fits, else two of like length, preferably parted after a mark of punctuation.
    func lines(_ tokens: ArraySlice<SubtitleToken>) -> [String] {
        let whole = prefix + Self.text(tokens)
        guard whole.count > width else { return [whole] }
        let candidates = tokens.indices.dropFirst().map { cut -> (cost: Double, lines: [String]) in
            let lines = [prefix + Self.text(tokens[..<cut]), Self.text(tokens[cut...])]
            let excess = lines.reduce(0) { $0 + max(0, $1.count - width) }
            let imbalance = abs(lines[0].count - lines[1].count)
            return (Double(1000 * excess + imbalance) + 6 * tokens[cut - 1].breakCost, lines)
        }
        return candidates.min { $0.cost < $1.cost }?.lines ?? [whole]
    }

    private static func text(_ tokens: ArraySlice<SubtitleToken>) -> String {
        tokens.map(\.text).joined(separator: " ")
    }
}
