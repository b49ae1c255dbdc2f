/// Which words of one text are which of another: the longest common sequence.
///
/// Words are the same where they have the same letters and digits, whatever their case and punctuation. The work grows
/// with the product of the lengths of what differs, the memory with the root of one times the other.
public struct WordPairs: Hashable, Sendable {
    /// Index in the second text of each word of the first, or nil where it has no partner; rising.
    public let partners: [Int?]

    /// Pairs words, of equal ones those that are spelt exactly alike if that loses no pair.
    public init(_ first: [String], _ second: [String]) {
        let firstKeys = first.map(Self.key)
        let secondKeys = second.map(Self.key)
        // Texts are mostly alike, so that the square of their length is seldom needed.
        let limit = min(first.count, second.count)
        var head = 0
        while head < limit, firstKeys[head] == secondKeys[head] { head += 1 }
        var tail = 0
        while tail < limit - head, firstKeys[first.count - 1 - tail] == secondKeys[second.count - 1 - tail] {
            tail += 1
        }
        var partners = [Int?](repeating: nil, count: first.count)
        for index in 0..<head { partners[index] = index }
        for index in 0..<tail { partners[first.count - 1 - index] = second.count - 1 - index }
        let rows = first.count - head - tail
        let columns = second.count - head - tail
        func score(_ row: Int, _ column: Int) -> Int {
            guard firstKeys[head + row] == secondKeys[head + column] else { return 0 }
            return first[head + row] == second[head + column] ? 4 * (rows + 1) + 1 : 4 * (rows + 1)
        }
        // Line i has the best scores from row `rows - i` on, for each column from which they may go on.
        var table = RecomputedTable(first: [Int](repeating: 0, count: columns + 1), count: rows) { best, index in
            let row = rows - 1 - index
            var below = best[columns]
            for column in stride(from: columns - 1, through: 0, by: -1) {
                let paired = score(row, column)
                let value = max(best[column], best[column + 1], paired > 0 ? paired + below : 0)
                below = best[column]
                best[column] = value
            }
        }
        var row = 0
        var column = 0
        while row < rows, column < columns {
            let (below, best) = table.lines(at: rows - row)
            let paired = score(row, column)
            if paired > 0, best[column] == paired + below[column + 1] {
                partners[head + row] = head + column
                row += 1
                column += 1
            } else if best[column] == below[column] {
                row += 1
            } else {
                column += 1
            }
        }
        self.partners = partners
    }

    /// Letters and digits without case; a text that has none stands for itself.
    public static func key(_ text: String) -> String {
        let bare = text.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        return bare.isEmpty ? text : String(String.UnicodeScalarView(bare)).lowercased()
    }

    /// Where a run of words of the first text is in the second: words beside one another, each with its partner.
    /// An empty run is the place between its neighbours, or beside the only one that it has.
    /// - Returns: nil where a word or neighbour has no partner, or where something else stands between them.
    public func place(of run: Range<Int>) -> Range<Int>? {
        guard run.isEmpty else {
            let found = run.compactMap { partners[$0] }
            guard found.count == run.count, let first = found.first, let last = found.last,
                last - first == run.count - 1
            else { return nil }
            return first..<(last + 1)
        }
        let before = run.lowerBound > 0 ? partners[run.lowerBound - 1] : nil
        let after = run.lowerBound < partners.count ? partners[run.lowerBound] : nil
        if run.lowerBound == 0 { return after.map { $0..<$0 } }
        guard let before, run.lowerBound == partners.count || after == before + 1 else { return nil }
        return (before + 1)..<(before + 1)
    }
}
