/// Gives spans of speech to the speakers to whom people have given the turns in them.
public enum SpeechReassignment {
    /// A turn that somebody else says.
    public struct Move: Hashable, Sendable {
        /// Who said it as the program heard it, or nil for an unknown speaker.
        public let from: Int?
        /// Who says it, or nil for an unknown speaker.
        public let to: Int?
        /// When, in seconds.
        public let range: TimeRange

        /// Makes a move.
        public init(from: Int?, to: Int?, range: TimeRange) {
            self.from = from
            self.to = to
            self.range = range
        }
    }

    /// Speech begins a little before the first word and ends a little after the last one.
    private static let shortestRestSeconds = 0.5

    /// The spans after the moves, ordered by start.
    ///
    /// Where a turn changes hands, so does the speech of its old speaker in it, and rests of under half a second around
    /// it. What was nobody's turn becomes speech of its new speaker where nobody is heard, or everywhere if spans may
    /// overlap.
    public static func moved(_ spans: [SpeechSpan], _ moves: [Move], isExclusive: Bool) -> [SpeechSpan] {
        let spans = moves.reduce(spans) { spans, move in
            guard move.from != nil else {
                guard let to = move.to else { return spans }
                let free = isExclusive ? rests(of: move.range, without: spans.map(\.range)) : [move.range]
                return joined(spans + free.map { SpeechSpan(speaker: to, range: $0) }, of: to)
            }
            let moved = spans.flatMap { $0.speaker == move.from ? parts(of: $0, move) : [$0] }
            return move.to.map { joined(moved, of: $0) } ?? moved
        }
        return spans.sorted { ($0.range.start, $0.range.end, $0.speaker) < ($1.range.start, $1.range.end, $1.speaker) }
    }

    private static func parts(of span: SpeechSpan, _ move: Move) -> [SpeechSpan] {
        guard let shared = span.range.intersection(move.range) else { return [span] }
        let isStartTiny = shared.start - span.range.start < shortestRestSeconds
        let isEndTiny = span.range.end - shared.end < shortestRestSeconds
        let moved = TimeRange(
            start: isStartTiny ? span.range.start : shared.start, end: isEndTiny ? span.range.end : shared.end)
        let rests = [
            TimeRange(start: span.range.start, end: moved.start), TimeRange(start: moved.end, end: span.range.end),
        ]
        return rests.filter { $0.duration > 0 }.map { SpeechSpan(speaker: span.speaker, range: $0) }
            + (move.to.map { [SpeechSpan(speaker: $0, range: moved)] } ?? [])
    }

    /// The same with one span wherever spans of the speaker overlap or touch.
    private static func joined(_ spans: [SpeechSpan], of speaker: Int) -> [SpeechSpan] {
        let own = spans.filter { $0.speaker == speaker }.map(\.range).union()
        return spans.filter { $0.speaker != speaker } + own.map { SpeechSpan(speaker: speaker, range: $0) }
    }

    private static func rests(of range: TimeRange, without others: [TimeRange]) -> [TimeRange] {
        others.reduce([range]) { rests, other in
            rests.flatMap { rest in
                guard let shared = rest.intersection(other) else { return [rest] }
                return [TimeRange(start: rest.start, end: shared.start), TimeRange(start: shared.end, end: rest.end)]
                    .filter { $0.duration > 0 }
            }
        }
    }
}
