import Transcript

/// NIST Conversation Time Mark: words with times and confidence, ordered by start as scorers demand.
///
///     file channel start duration word confidence
enum CTMFormat {
    /// - Returns: Words without any visible text are left out.
    static func render(_ transcript: MeetingTranscript) -> String {
        let file = transcript.recording.fileID
        // The offset keeps words that start together in the order of the turns.
        let words = transcript.words.enumerated().sorted { left, right in
            (left.element.range.start, left.offset) < (right.element.range.start, right.offset)
        }
        return words.map { _, word in
            guard !InertText.line(word.text).isEmpty else { return "" }
            let start = ClockTime.milliseconds(word.range.start)
            let duration = ClockTime.milliseconds(word.range.end) - start
            let confidence = FixedDecimal.text(word.confidence, digits: 4)
            return "\(file) 1 \(NISTTime.text(start)) \(NISTTime.text(duration)) "
                + "\(InertText.column(word.text)) \(confidence)\n"
        }.joined()
    }
}
