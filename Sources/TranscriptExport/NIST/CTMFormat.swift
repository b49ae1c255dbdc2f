import Transcript
import TranscriptText

/// NIST Conversation Time Mark: words with times and confidence, ordered by start as scorers demand.
///
///     file channel start duration word confidence
enum CTMFormat {
    /// - Returns: Words without any visible text are left out.
    static func render(_ export: ExportedTranscript) -> String {
        let transcript = export.transcript
        let file = transcript.recording.fileID
        let words = transcript.turns.flatMap { turn in turn.words.map { (channel: turn.channel ?? 1, word: $0) } }
        return words.inOrder { $0.word.range.start }.map { channel, word in
            guard !InertText.line(word.text).isEmpty else { return "" }
            let start = ClockTime.milliseconds(word.range.start)
            let duration = ClockTime.milliseconds(word.range.end) - start
            let confidence = FixedDecimal.text(word.confidence, digits: 4)
            return "\(file) \(channel) \(NISTTime.text(start)) \(NISTTime.text(duration)) "
                + "\(InertText.column(word.text)) \(confidence)\n"
        }.joined()
    }
}
