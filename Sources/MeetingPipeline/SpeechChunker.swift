internal import Transcript

/// A stretch of speech that is recognised in one go.
struct SpeechChunk: Hashable, Sendable {
    /// What is sent to the recogniser, in seconds; chunks do not overlap.
    var range: TimeRange
    /// Where speech was found in it, in seconds.
    var speech: TimeRange
    /// Whether it is sure enough to hold speech to be recognised at all.
    var hasVoice = true
}

/// Cuts speech into chunks for the recogniser: at pauses and speaker changes, as long as context helps and never longer
/// than the model is good at.
///
/// Every way of joining neighbouring pieces of speech is weighed, and the cheapest taken (dynamic programming). Costs are
/// in units of "one cut that takes a sentence's context away".
struct SpeechChunker: Sendable {
    /// Longest chunk, in seconds, silence at its ends included.
    var longestSeconds: Double
    /// Most that a chunk keeps of the pause before it, in seconds. A run-up helps with the first words: of the speakers
    /// and rooms tried, 0.6 s gave fewer errors than 0.1, 0.3 or 1 s.
    var leadSeconds = 0.6
    /// Most that a chunk keeps of the pause after it, in seconds. Longer silence at the end invites inventions.
    var tailSeconds = 0.3
    /// Cost of every chunk: each begins without context.
    var chunkCost = 1.0
    /// Cost of two speakers in one chunk: words near the change may go to the wrong one.
    var changeCost = 0.5
    /// Cost of cutting where nobody pauses; falls to nothing over `fullPauseSeconds`.
    var hardCutCost = 2.0
    /// A pause of this length is as good a place to cut as any.
    var fullPauseSeconds = 0.5
    /// Cost of a second of silence within a chunk: models skip or invent there. Of the recordings
    /// tried, some had more errors with 0.5, and none fewer.
    var silenceCost = 1.0
    /// Cost of each second that a chunk is longer than `comfortableSeconds`.
    var lengthCost = 0.2
    /// Beyond this length decoding grows less reliable.
    var comfortableSeconds = 12.0

    /// A piece of one speaker's speech without a pause.
    private struct Piece {
        var range: TimeRange
        var speaker: Int?
    }

    /// Chunks in order of time; together they hold all speech of the timeline.
    /// - Parameter exclusiveTurns: who talks when, one at a time; none where all speech is one speaker's.
    func chunks(_ timeline: SpeechTimeline, _ exclusiveTurns: [SpeechSpan], durationSeconds: Double) -> [SpeechChunk] {
        let pieces = pieces(timeline, exclusiveTurns)
        guard !pieces.isEmpty else { return [] }
        let groups = group(pieces)
        return groups.enumerated().map { index, group in
            let speech = TimeRange(
                start: pieces[group.lowerBound].range.start, end: pieces[group.upperBound - 1].range.end)
            let before = index == 0 ? 0 : pieces[group.lowerBound - 1].range.end
            let after = index == groups.count - 1 ? durationSeconds : pieces[group.upperBound].range.start
            // Half of a pause goes to either side of it.
            let lead = min(leadSeconds, index == 0 ? speech.start : (speech.start - before) / 2)
            let tail = min(tailSeconds, index == groups.count - 1 ? after - speech.end : (after - speech.end) / 2)
            let range = TimeRange(start: speech.start - max(0, lead), end: speech.end + max(0, tail))
            return SpeechChunk(range: range, speech: speech, hasVoice: timeline.hasVoice(speech))
        }
    }

    /// Cuts spans of speech where the speaker changes, and where one is too long, at its quietest place.
    private func pieces(_ timeline: SpeechTimeline, _ turns: [SpeechSpan]) -> [Piece] {
        var next = 0
        var pieces: [Piece] = []
        for span in timeline.spans {
            while next < turns.count, turns[next].range.end <= span.start { next += 1 }
            var start = span.start
            var speaker: Int?
            var index = next
            while index < turns.count, turns[index].range.start < span.end {
                let turn = turns[index]
                if let before = speaker, turn.speaker != before, turn.range.start > start {
                    // Between two speakers' turns nobody is heard: cut in the middle.
                    let middle = max(
                        start, min(turn.range.start, 0.5 * (turns[index - 1].range.end + turn.range.start)))
                    pieces += split(Piece(range: TimeRange(start: start, end: middle), speaker: before), timeline)
                    start = middle
                }
                speaker = turn.speaker
                index += 1
            }
            pieces += split(Piece(range: TimeRange(start: start, end: span.end), speaker: speaker), timeline)
        }
        return pieces.filter { $0.range.duration > 0 }
    }

    private func split(_ piece: Piece, _ timeline: SpeechTimeline) -> [Piece] {
        let most = longestSeconds - leadSeconds - tailSeconds
        guard piece.range.duration > most else { return [piece] }
        let third = piece.range.duration / 3
        let cut = timeline.quietest(
            TimeRange(start: piece.range.start + third, end: piece.range.end - third))
        let parts = [
            TimeRange(start: piece.range.start, end: cut), TimeRange(start: cut, end: piece.range.end),
        ]
        return parts.flatMap { split(Piece(range: $0, speaker: piece.speaker), timeline) }
    }

    /// The cheapest way to join neighbouring pieces.
    private func group(_ pieces: [Piece]) -> [Range<Int>] {
        let most = longestSeconds - leadSeconds - tailSeconds
        var cost = [Double](repeating: .infinity, count: pieces.count + 1)
        var from = [Int](repeating: 0, count: pieces.count + 1)
        cost[0] = 0
        for end in 1...pieces.count {
            var inside = 0.0
            var start = end - 1
            while start >= 0 {
                let length = pieces[end - 1].range.end - pieces[start].range.start
                if length > most && start < end - 1 { break }
                if start < end - 1 { inside += joinCost(pieces[start], pieces[start + 1]) }
                let total =
                    cost[start] + chunkCost + inside + lengthCost * max(0, length - comfortableSeconds)
                    + (end < pieces.count ? cutCost(pieces[end - 1], pieces[end]) : 0)
                if total < cost[end] {
                    cost[end] = total
                    from[end] = start
                }
                start -= 1
            }
        }
        var groups: [Range<Int>] = []
        var end = pieces.count
        while end > 0 {
            groups.append(from[end]..<end)
            end = from[end]
        }
        return groups.reversed()
    }

    private func joinCost(_ a: Piece, _ b: Piece) -> Double {
        let pause = b.range.start - a.range.end
        return (changes(a, b) ? changeCost : 0) + silenceCost * max(0, pause - fullPauseSeconds)
    }

    private func cutCost(_ a: Piece, _ b: Piece) -> Double {
        let pause = b.range.start - a.range.end
        return hardCutCost * max(0, 1 - pause / fullPauseSeconds) * (changes(a, b) ? 0.5 : 1)
    }

    private func changes(_ a: Piece, _ b: Piece) -> Bool {
        guard let one = a.speaker, let other = b.speaker else { return false }
        return one != other
    }
}
