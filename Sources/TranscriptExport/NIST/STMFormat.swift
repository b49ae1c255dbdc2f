import Transcript
import TranscriptText

/// NIST Segment Time Mark: who says what, one line a turn. The text is not normalized; scorers do that.
///
///     file channel speaker start end text
enum STMFormat {
    /// - Returns: Turns without any visible text are left out.
    static func render(_ export: ExportedTranscript) -> String {
        let transcript = export.transcript
        let file = transcript.recording.fileID
        return transcript.turns.map { turn in
            let text = InertText.line(turn.text)
            guard !text.isEmpty else { return "" }
            let speaker = InertText.column(transcript.displayName(of: turn.speaker))
            let start = NISTTime.text(ClockTime.milliseconds(turn.range.start))
            let end = NISTTime.text(ClockTime.milliseconds(turn.range.end))
            return "\(file) \(turn.channel ?? 1) \(speaker) \(start) \(end) \(text)\n"
        }.joined()
    }
}
