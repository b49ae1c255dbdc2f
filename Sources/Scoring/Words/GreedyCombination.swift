/// The search that stands in where the exact ORC-WER is out of reach: from the speakers' best pairing, turn after turn
/// is moved to the stream where it costs least, until nothing changes. Never below the exact figure.
struct GreedyCombination {
    /// The search settles after a few rounds; this is for safety.
    private static let maxRounds = 50

    private let turns: [[Int32]]
    private let streams: [[Int32]]
    private let substitutionCost: Int32

    /// The stream of each turn.
    static func assignment(turns: [[Int32]], speakers: [Int], streams: [[Int32]]) -> [Int] {
        var assignment = start(turns: turns, speakers: speakers, streams: streams)
        // With substitutions at the price of a deletion and an insertion the search first looks for words that are
        // equal; pairs of unequal words would hold turns where they are.
        for cost: Int32 in [2, 1] {
            let search = GreedyCombination(turns: turns, streams: streams, substitutionCost: cost)
            for _ in 0..<maxRounds {
                let next = search.improve(assignment)
                if next == assignment { break }
                assignment = next
            }
        }
        return assignment
    }

    /// Every turn at the stream that its speaker is paired with, or that costs its speaker least.
    private static func start(turns: [[Int32]], speakers: [Int], streams: [[Int32]]) -> [Int] {
        var words = [[Int32]](repeating: [], count: (speakers.max() ?? -1) + 1)
        for (turn, speaker) in zip(turns, speakers) { words[speaker] += turn }
        let paired = SpeakerAttribution.assignment(words, streams)
        let stream = words.indices.map { speaker in
            if let found = paired[speaker] { return found }
            let costs = streams.map { EditDistance.distance(words[speaker], $0) }
            return costs.indices.min { costs[$0] < costs[$1] } ?? 0
        }
        return speakers.map { stream[$0] }
    }

    /// One round over all turns in order.
    private func improve(_ assignment: [Int]) -> [Int] {
        let backward = streams.indices.map { stream in
            backwardColumns(zip(turns, assignment).filter { $0.1 == stream }.map(\.0), streams[stream])
        }
        var forward = streams.map { Array(0...Int32($0.count)) }
        var costs = backward.map { $0[0][0] }
        var passed = [Int](repeating: 0, count: streams.count)
        var result: [Int] = []
        for (turn, current) in zip(turns, assignment) {
            let moved = streams.indices.map { advance(forward[$0], along: streams[$0], turn: turn) }
            let without = Self.least(forward[current], backward[current][passed[current] + 1])
            var with = costs
            for stream in streams.indices where stream != current {
                with[stream] = Self.least(moved[stream], backward[stream][passed[stream]])
            }
            let gain = streams.indices.map { with[$0] - ($0 == current ? without : costs[$0]) }
            let best = gain.indices.min { gain[$0] < gain[$1] } ?? current
            let chosen = gain[best] == gain[current] ? current : best
            forward[chosen] = moved[chosen]
            passed[current] += 1
            result.append(chosen)
            if chosen != current {
                costs[chosen] = with[chosen]
                costs[current] = without
            }
        }
        return result
    }

    /// For each number of turns that are done, the cost of the rest from every place of the stream to its end.
    private func backwardColumns(_ turns: [[Int32]], _ stream: [Int32]) -> [[Int32]] {
        let reversedStream = Array(stream.reversed())
        var column = Array(0...Int32(stream.count))
        var columns = [Array(column.reversed())]
        for turn in turns.reversed() {
            column = advance(column, along: reversedStream, turn: turn.reversed())
            columns.append(column.reversed())
        }
        return columns.reversed()
    }

    private func advance(_ column: [Int32], along stream: [Int32], turn: [Int32]) -> [Int32] {
        var column = column
        for word in turn {
            var diagonal = column[0]
            column[0] += 1
            var left = column[0]
            for place in 1..<(stream.count + 1) {
                let up = column[place]
                left =
                    word == stream[place - 1]
                    ? diagonal : min(min(left, up) + 1, diagonal + substitutionCost)
                column[place] = left
                diagonal = up
            }
        }
        return column
    }

    private static func least(_ left: [Int32], _ right: [Int32]) -> Int32 {
        var least = Int32.max
        for place in left.indices { least = min(least, left[place] + right[place]) }
        return least
    }
}
