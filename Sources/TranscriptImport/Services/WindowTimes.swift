import Transcript
import TranscriptText

/// Times of chunks that begin at zero again with each window of the model, as pipelines of Hugging Face write them for
/// long recordings in some versions.
enum WindowTimes {
    /// Times of words fall back by less than this where nothing begins again, in seconds.
    private static let minFallSeconds = 1.0

    /// The spans with times that go on: where a start is before the one of the span before, it is the last end, and all
    /// that follow are as much later.
    /// - Throws: `JSONProblem` where a time is then after `TimeRange.maxSeconds`.
    static func continued(
        _ spans: [StatedSpan], _ fields: [JSONField], _ notes: ImportNotes
    ) throws(JSONProblem) -> [StatedSpan] {
        var result: [StatedSpan] = []
        var shift = 0.0
        var (formerStart, reached) = (0.0, 0.0)
        for (span, field) in zip(spans, fields) {
            var span = span
            if let start = span.start {
                if start < formerStart - minFallSeconds {
                    shift = reached - start
                    notes.add(.restartedTime, at: span.place())
                }
                formerStart = start
                span.start = try field.checked(seconds: start + shift)
            }
            if let end = span.end { span.end = try field.checked(seconds: max(0, end + shift)) }
            reached = max(reached, span.start ?? 0, span.end ?? 0)
            result.append(span)
        }
        return result
    }
}
