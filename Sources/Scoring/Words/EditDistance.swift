import Transcript

/// Fewest substitutions, deletions and insertions (each costs 1) between two sequences of word numbers.
///
/// Bit-parallel (Myers 1999, blocks as by Hyyrö 2003): a column of the table is kept as the differences between
/// neighbours, +1 and -1, 64 of them in two machine words. Ten thousand words against ten thousand take milliseconds.
struct EditDistance {
    private let reference: [Int32]
    private let hypothesis: [Int32]
    /// Machine words per column.
    private let blocks: Int
    /// For each word of the hypothesis the row of `matches` it uses, or nil where the reference does not have it.
    private let rows: [Int?]
    /// Where in the reference each distinct word stands, a bit for each place.
    private let matches: [UInt64]

    /// - Parameters:
    ///   - reference: word numbers, 0 or more.
    ///   - hypothesis: word numbers, 0 or more.
    init(reference: [Int32], hypothesis: [Int32]) {
        self.reference = reference
        self.hypothesis = hypothesis
        blocks = (reference.count + 63) / 64
        var rowOfWord: [Int32: Int] = [:]
        var matches: [UInt64] = []
        for (place, word) in reference.enumerated() {
            let row = rowOfWord[word] ?? rowOfWord.count
            if row == rowOfWord.count {
                rowOfWord[word] = row
                matches += [UInt64](repeating: 0, count: blocks)
            }
            matches[row * blocks + place / 64] |= 1 << UInt64(place % 64)
        }
        rows = hypothesis.map { rowOfWord[$0] }
        self.matches = matches
    }

    /// The number of errors. O(reference × hypothesis / 64).
    static func distance(_ reference: [Int32], _ hypothesis: [Int32]) -> Int {
        if reference.isEmpty || hypothesis.isEmpty { return max(reference.count, hypothesis.count) }
        let table = EditDistance(reference: reference, hypothesis: hypothesis)
        var column = Column(blocks: table.blocks)
        for place in hypothesis.indices { table.advance(&column, hypothesisIndex: place) }
        return hypothesis.count + column.sum(to: reference.count)
    }

    /// An alignment with the fewest errors, from the beginning.
    ///
    /// Among equally good ones it takes the one that Kaldi's and meeteval's tools take: going backwards, an insertion
    /// before a deletion before a pair. It decides how errors divide into kinds. Memory grows with the square root of
    /// the hypothesis: only some columns are kept, the others computed again.
    static func align(_ reference: [Int32], _ hypothesis: [Int32]) -> [AlignmentStep] {
        let table = EditDistance(reference: reference, hypothesis: hypothesis)
        return table.backtrack()
    }

    /// One column of the table as differences downwards.
    private struct Column {
        var plus: [UInt64]
        var minus: [UInt64]

        init(blocks: Int) {
            plus = [UInt64](repeating: .max, count: blocks)
            minus = [UInt64](repeating: 0, count: blocks)
        }

        /// Difference between row `row` and the one above, row from 1.
        func difference(_ row: Int) -> Int {
            let (block, bit) = ((row - 1) / 64, UInt64((row - 1) % 64))
            return Int(plus[block] >> bit & 1) - Int(minus[block] >> bit & 1)
        }

        /// Sum of the differences of rows `1...row`.
        func sum(to row: Int) -> Int {
            var total = 0
            for block in 0..<(row / 64) { total += plus[block].nonzeroBitCount - minus[block].nonzeroBitCount }
            if row % 64 > 0 {
                let mask = UInt64.max >> UInt64(64 - row % 64)
                total += (plus[row / 64] & mask).nonzeroBitCount - (minus[row / 64] & mask).nonzeroBitCount
            }
            return total
        }
    }

    /// Moves a column one word of the hypothesis on.
    private func advance(_ column: inout Column, hypothesisIndex: Int) {
        let row = rows[hypothesisIndex]
        // The first row counts the hypothesis' words: one more per column.
        var carryPlus: UInt64 = 1
        var carryMinus: UInt64 = 0
        for block in 0..<blocks {
            let plus = column.plus[block]
            let minus = column.minus[block]
            var equal = row.map { matches[$0 * blocks + block] } ?? 0
            let vertical = equal | minus
            equal |= carryMinus
            let horizontal = (((equal & plus) &+ plus) ^ plus) | equal
            let right = minus | ~(horizontal | plus)
            let left = plus & horizontal
            let shiftedRight = right << 1 | carryPlus
            let shiftedLeft = left << 1 | carryMinus
            carryPlus = right >> 63
            carryMinus = left >> 63
            column.plus[block] = shiftedLeft | ~(vertical | shiftedRight)
            column.minus[block] = shiftedRight & vertical
        }
    }

    private func backtrack() -> [AlignmentStep] {
        var table = RecomputedTable(first: Column(blocks: blocks), count: hypothesis.count) { column, index in
            advance(&column, hypothesisIndex: index)
        }
        var (row, place) = (reference.count, hypothesis.count)
        var cost = place + table.last.sum(to: row)
        var steps: [AlignmentStep] = []
        steps.reserveCapacity(max(row, place))
        while row > 0 && place > 0 {
            let (before, here) = table.lines(at: place)
            let beforeCost = place - 1 + before.sum(to: row)
            let aboveCost = cost - here.difference(row)
            let diagonalCost = beforeCost - before.difference(row)
            let isEqual = reference[row - 1] == hypothesis[place - 1]
            let pairCost = diagonalCost + (isEqual ? 0 : 1)
            if pairCost < beforeCost + 1 && pairCost < aboveCost + 1 {
                (row, place, cost) = (row - 1, place - 1, diagonalCost)
                steps.append(.pair(reference: row, hypothesis: place, isEqual: isEqual))
            } else if aboveCost < beforeCost {
                (row, cost) = (row - 1, aboveCost)
                steps.append(.deletion(reference: row))
            } else {
                (place, cost) = (place - 1, beforeCost)
                steps.append(.insertion(hypothesis: place))
            }
        }
        while row > 0 {
            row -= 1
            steps.append(.deletion(reference: row))
        }
        while place > 0 {
            place -= 1
            steps.append(.insertion(hypothesis: place))
        }
        return steps.reversed()
    }
}
