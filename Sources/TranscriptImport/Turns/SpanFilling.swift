import Transcript

/// A span of speech as a file has it, of which a time may be missing or wrong.
struct StatedSpan {
    /// In seconds, or nil where none is stated.
    var start: Double?
    /// In seconds, or nil where none is stated.
    var end: Double?
    /// What is said, whose length tells how long it may last.
    var text: Substring
    /// Where it stands in the file, for notes.
    let place: () -> String

    init(start: Double?, end: Double?, text: Substring, place: @autoclosure @escaping () -> String) {
        self.start = start
        self.end = end
        self.text = text
        self.place = place
    }
}

/// Gives every span a start and an end.
///
/// Times that are stated count, with one exception: of a span that ends before it starts only the start counts. A
/// missing end is the next start, but at most the time that the text takes if it is spoken slowly. Spans without any
/// time share what their neighbours leave, in proportion to their letters.
enum SpanFilling {
    /// Letters a second of slow speech.
    private static let slowLetters = 8.0
    /// Letters a second of usual speech.
    private static let usualLetters = 13.0

    /// - Parameters:
    ///   - spans: In the order of the file.
    ///   - whole: In which all of them are, where that is known.
    ///   - notesMissingTimes: Whether spans without any time are worth a note.
    static func ranges(
        _ spans: [StatedSpan], within whole: TimeRange? = nil, _ notes: ImportNotes, notesMissingTimes: Bool = true
    ) -> [TimeRange] {
        var spans = spans
        for index in spans.indices {
            guard let start = spans[index].start, let end = spans[index].end, end < start else { continue }
            notes.add(.backwardSpan, at: spans[index].place())
            spans[index].end = nil
        }
        let nextStarts = nextStarts(spans)
        var ranges: [TimeRange] = []
        var index = 0
        while index < spans.count {
            let span = spans[index]
            let reached = ranges.last?.end ?? whole?.start ?? 0
            if span.start == nil, span.end == nil {
                let run = spans[index...].prefix { $0.start == nil && $0.end == nil }
                if notesMissingTimes { notes.add(.unstatedTime, at: span.place(), count: run.count) }
                let letters = run.reduce(0) { $0 + $1.text.count }
                let following = run.endIndex < spans.count ? spans[run.endIndex] : nil
                let end =
                    following?.start ?? (following == nil ? whole?.end : nil)
                    ?? reached + Double(letters) / usualLetters
                ranges += TimeRange(start: reached, end: max(reached, min(TimeRange.maxSeconds, end)))
                    .shares(among: run.map(\.text))
                index = run.endIndex
                continue
            }
            ranges.append(range(span, reached: reached, next: nextStarts[index] ?? whole?.end))
            index += 1
        }
        return ranges
    }

    private static func range(_ span: StatedSpan, reached: Double, next: Double?) -> TimeRange {
        let longest = max(0.5, Double(span.text.count { !$0.isWhitespace }) / slowLetters)
        switch (span.start, span.end) {
        case (let start?, let end?): return TimeRange(start: start, end: end)
        case (let start?, nil):
            let end = min(start + longest, TimeRange.maxSeconds)
            guard let next, next > start else { return TimeRange(start: start, end: end) }
            return TimeRange(start: start, end: min(end, next))
        case (nil, let end):
            let end = end ?? reached
            return TimeRange(start: min(end, max(reached, end - longest)), end: end)
        }
    }

    /// For each span the first start that is stated after it.
    private static func nextStarts(_ spans: [StatedSpan]) -> [Double?] {
        var next: Double?
        var result = [Double?](repeating: nil, count: spans.count)
        for index in spans.indices.reversed() {
            result[index] = next
            next = spans[index].start ?? next
        }
        return result
    }
}
