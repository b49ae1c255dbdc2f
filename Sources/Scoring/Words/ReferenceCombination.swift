/// ORC-WER: each turn of the reference goes to whichever speaker of the hypothesis suits it best, in order of time.
/// WER without the harm that overlap does to the order of words, and without blame for who said it.
enum ReferenceCombination {
    /// With more cells in the table, or more steps of work, the exact search would take minutes or gigabytes.
    private static let maxCells = 20_000_000
    private static let maxSteps = 2_000_000_000

    /// - Parameters:
    ///   - turns: words of each turn of the reference, in order of time.
    ///   - speakers: speaker of each turn, from 0; used only to start the greedy search.
    ///   - streams: words of each speaker of the hypothesis.
    static func errors(turns: [[Int32]], speakers: [Int], streams: [[Int32]]) -> WordErrors {
        guard !streams.isEmpty else {
            let count = turns.reduce(0) { $0 + $1.count }
            return WordErrors(deletions: count, referenceWords: count)
        }
        let isExact = isFeasible(turns: turns, streams: streams)
        let chosen =
            isExact
            ? exactAssignment(turns: turns, streams: streams)
            : GreedyCombination.assignment(turns: turns, speakers: speakers, streams: streams)
        var errors = WordErrors(isExact: isExact)
        for (stream, words) in streams.enumerated() {
            let given = zip(turns, chosen).filter { $0.1 == stream }.flatMap(\.0)
            errors = errors + WordErrors(EditDistance.align(given, words), referenceWords: given.count)
        }
        return errors
    }

    private static func isFeasible(turns: [[Int32]], streams: [[Int32]]) -> Bool {
        var states = 1
        for stream in streams {
            states *= stream.count + 1
            if states > maxCells { return false }
        }
        let words = turns.reduce(0) { $0 + $1.count }
        return states * turns.count <= maxCells && states * words * streams.count <= maxSteps
    }

    /// The stream of each turn with the fewest errors in total.
    ///
    /// A state is how many words of each stream are used up. Each turn moves along one stream by an edit distance;
    /// the table after each turn remembers, for every state, which stream it was and where on it the turn began.
    static func exactAssignment(turns: [[Int32]], streams: [[Int32]]) -> [Int] {
        var strides: [Int] = []
        var states = 1
        for stream in streams {
            strides.append(states)
            states *= stream.count + 1
        }
        // Before the first turn all words that are used up are insertions.
        var costs = (0..<states).map { state in
            Int32(streams.indices.reduce(0) { $0 + state / strides[$1] % (streams[$1].count + 1) })
        }
        var chosen: [[UInt8]] = []
        var origins: [[Int32]] = []
        for turn in turns {
            var best = [Int32](repeating: .max, count: states)
            var choice = [UInt8](repeating: 0, count: states)
            var origin = [Int32](repeating: 0, count: states)
            for (index, stream) in streams.enumerated() {
                let (step, length) = (strides[index], stream.count + 1)
                for base in 0..<states where base / step % length == 0 {
                    var row = (0..<length).map { (cost: costs[base + $0 * step], from: Int32(base + $0 * step)) }
                    advance(&row, turn: turn, stream: stream)
                    for place in 0..<length where row[place].cost < best[base + place * step] {
                        let state = base + place * step
                        best[state] = row[place].cost
                        choice[state] = UInt8(index)
                        origin[state] = row[place].from
                    }
                }
            }
            costs = best
            chosen.append(choice)
            origins.append(origin)
        }
        var state = states - 1
        var assignment = [Int](repeating: 0, count: turns.count)
        for turn in turns.indices.reversed() {
            assignment[turn] = Int(chosen[turn][state])
            state = Int(origins[turn][state])
        }
        return assignment
    }

    /// Edit distance of a turn along a stream, from every place where it may begin.
    private static func advance(_ row: inout [(cost: Int32, from: Int32)], turn: [Int32], stream: [Int32]) {
        for word in turn {
            var diagonal = row[0]
            row[0].cost += 1
            var left = row[0]
            for place in 1..<(stream.count + 1) {
                let up = row[place]
                if word == stream[place - 1] {
                    left = diagonal
                } else {
                    if up.cost < left.cost { left = up }
                    if diagonal.cost < left.cost { left = diagonal }
                    left.cost += 1
                }
                row[place] = left
                diagonal = up
            }
        }
    }
}
