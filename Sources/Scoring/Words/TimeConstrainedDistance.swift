import Transcript

/// Fewest errors where two words may only be paired if their times overlap.
///
/// Only cells of the table that a pair can reach are computed: those before and after follow by counting. So an hour
/// takes no more than the words within a collar of each other, in whatever order the words' times are.
struct TimeConstrainedDistance {
    private let reference: [Int32]
    private let hypothesis: [Int32]
    private let referenceTimes: [TimeRange]
    private let hypothesisTimes: [TimeRange]
    /// First column of each row that was computed; never falls.
    private var lowest: [Int] = [0]
    /// Where each row begins in `costs`.
    private var offsets: [Int] = [0, 1]
    private var costs: [Int32] = [0]

    /// - Parameters:
    ///   - referenceTimes, hypothesisTimes: a span for each word, any collar already added.
    init(reference: [Int32], hypothesis: [Int32], referenceTimes: [TimeRange], hypothesisTimes: [TimeRange]) {
        self.reference = reference
        self.hypothesis = hypothesis
        self.referenceTimes = referenceTimes
        self.hypothesisTimes = hypothesisTimes
        let windows = Self.windows(referenceTimes, hypothesisTimes)
        for row in 1..<(reference.count + 1) {
            let (low, high) = (windows[row - 1].lowerBound, windows[row - 1].upperBound)
            var line = [Int32(cost(row - 1, low) + 1)]
            for column in low..<high {
                var best = min(line[column - low], Int32(cost(row - 1, column + 1))) + 1
                if canPair(row - 1, column) {
                    let isEqual = reference[row - 1] == hypothesis[column]
                    best = min(best, Int32(cost(row - 1, column)) + (isEqual ? 0 : 1))
                }
                line.append(best)
            }
            lowest.append(low)
            costs += line
            offsets.append(costs.count)
        }
    }

    /// The number of errors.
    var distance: Int { cost(reference.count, hypothesis.count) }

    /// An alignment with the fewest errors, with the choice among equals that ``EditDistance/align(_:_:)`` has.
    var alignment: [AlignmentStep] {
        var (row, column) = (reference.count, hypothesis.count)
        var steps: [AlignmentStep] = []
        while row > 0 || column > 0 {
            let deletion = row > 0 ? cost(row - 1, column) + 1 : .max
            let insertion = column > 0 ? cost(row, column - 1) + 1 : .max
            if row > 0, column > 0, canPair(row - 1, column - 1) {
                let isEqual = reference[row - 1] == hypothesis[column - 1]
                if cost(row - 1, column - 1) + (isEqual ? 0 : 1) < min(deletion, insertion) {
                    (row, column) = (row - 1, column - 1)
                    steps.append(.pair(reference: row, hypothesis: column, isEqual: isEqual))
                    continue
                }
            }
            if deletion < insertion {
                row -= 1
                steps.append(.deletion(reference: row))
            } else {
                column -= 1
                steps.append(.insertion(hypothesis: column))
            }
        }
        return steps.reversed()
    }

    private func canPair(_ row: Int, _ column: Int) -> Bool {
        referenceTimes[row].start < hypothesisTimes[column].end
            && hypothesisTimes[column].start < referenceTimes[row].end
    }

    /// Cost of the first `row` words of the reference against the first `column` of the hypothesis.
    private func cost(_ row: Int, _ column: Int) -> Int {
        var row = row
        var added = 0
        if column < lowest[row] {
            // No pair lies below the last row that reaches so far back: only deletions follow.
            var (first, last) = (0, row)
            while first < last {
                let middle = (first + last + 1) / 2
                if lowest[middle] <= column { first = middle } else { last = middle - 1 }
            }
            added = row - first
            row = first
        }
        let highest = lowest[row] + offsets[row + 1] - offsets[row] - 1
        // No pair lies beyond the last column: only insertions follow.
        let beyond = max(0, column - highest)
        return Int(costs[offsets[row] + column - beyond - lowest[row]]) + added + beyond
    }

    /// For each word of the reference the columns that must be known in its row.
    private static func windows(_ reference: [TimeRange], _ hypothesis: [TimeRange]) -> [ClosedRange<Int>] {
        // The first word of the hypothesis that ends after an instant, the last that starts before one.
        var latestEnd: [Double] = []
        for range in hypothesis { latestEnd.append(max(latestEnd.last ?? -.infinity, range.end)) }
        var earliestStart = [Double](repeating: .infinity, count: hypothesis.count)
        var earliest = Double.infinity
        for index in hypothesis.indices.reversed() {
            earliest = min(earliest, hypothesis[index].start)
            earliestStart[index] = earliest
        }
        var lows = reference.map { range in firstIndex(latestEnd.count) { latestEnd[$0] > range.start } }
        var low = hypothesis.count
        for row in lows.indices.reversed() {
            low = min(low, lows[row])
            lows[row] = low
        }
        var high = 0
        return reference.indices.map { row in
            let end = reference[row].end
            high = max(high, firstIndex(earliestStart.count) { earliestStart[$0] >= end })
            return lows[row]...max(lows[row], high)
        }
    }

    /// First index at which a condition holds that holds for all later ones too.
    private static func firstIndex(_ count: Int, where holds: (Int) -> Bool) -> Int {
        var (first, last) = (0, count)
        while first < last {
            let middle = (first + last) / 2
            if holds(middle) { last = middle } else { first = middle + 1 }
        }
        return first
    }
}
