internal import Recognition
internal import Transcript

/// A stretch of speech that is recognized in one go.
struct SpeechChunk: Hashable, Sendable {
    /// What is given to the recognizer, in seconds; chunks do not overlap.
    var range: TimeRange
    /// Where speech was found in it, in seconds.
    var speech: TimeRange
    /// Whether it is certain enough to hold speech to be recognized at all.
    var hasVoice = true
}

/// Cuts speech into chunks for a recognizer: at pauses and speaker changes, as long as context helps and never longer than
/// the model is good at.
///
/// Every way of joining neighbouring pieces of speech has a cost, and the cheapest is chosen (dynamic programming). The
/// unit of cost is one cut that takes a sentence's context away.
struct SpeechChunker: Sendable {
    /// Lengths of chunks and of the pauses at their ends, from the recognizer.
    let preferences: ChunkingPreferences
    /// Cost of every chunk: each begins without context.
    private let chunkCost = 1.0
    /// Cost of two speakers in one chunk: words near the change may go to the wrong one.
    private let changeCost = 0.5
    /// Cost of cutting where nobody pauses; falls to nothing over `fullPauseSeconds`.
    private let hardCutCost = 2.0
    /// Pauses of this length and longer cost nothing to cut at.
    private let fullPauseSeconds = 0.5
    /// Cost of a second of silence within a chunk: models skip or invent there. Some of the recordings tried had more
    /// errors with 0.5, and none had fewer.
    private let silenceCost = 1.0
    /// Cost of each second that a chunk is longer than the comfortable length.
    private let lengthCost = 0.2

    /// Takes the lengths that suit a recognizer.
    init(_ preferences: ChunkingPreferences) { self.preferences = preferences }

    /// The longest speech that a chunk has room for, in seconds.
    private var maxSpeechSeconds: Double {
        preferences.longestSeconds - preferences.leadSeconds - preferences.tailSeconds
    }

    /// A piece of one speaker's speech without a pause.
    private struct Piece {
        var range: TimeRange
        var speaker: Int?
    }

    /// Chunks in order of time; together they hold all speech of the timeline.
    /// - Parameter exclusiveTurns: who talks when, one speaker at a time; none where all speech is one speaker's.
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
            let lead = min(preferences.leadSeconds, index == 0 ? speech.start : (speech.start - before) / 2)
            let tail = min(
                preferences.tailSeconds,
                index == groups.count - 1 ? after - speech.end : (after - speech.end) / 2)
            let range = TimeRange(start: speech.start - max(0, lead), end: speech.end + max(0, tail))
            return SpeechChunk(range: range, speech: speech, hasVoice: timeline.hasVoice(speech))
        }
    }

    /// Cuts spans of speech where the speaker changes, and those that are too long at their quietest place.
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
                    // Nobody speaks between two speakers' turns: cut in the middle.
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
        guard piece.range.duration > maxSpeechSeconds else { return [piece] }
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
        var cost = [Double](repeating: .infinity, count: pieces.count + 1)
        var from = [Int](repeating: 0, count: pieces.count + 1)
        cost[0] = 0
        for end in 1...pieces.count {
            var inside = 0.0
            var start = end - 1
            while start >= 0 {
                let length = pieces[end - 1].range.end - pieces[start].range.start
                if length > maxSpeechSeconds && start < end - 1 { break }
                if start < end - 1 { inside += joinCost(pieces[start], pieces[start + 1]) }
                let total =
                    cost[start] + chunkCost + inside + lengthCost * max(0, length - preferences.comfortableSeconds)
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
