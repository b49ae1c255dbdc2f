import Transcript
import TranscriptText

/// NIST Rich Transcription Time Marked: who speaks when.
///
///     SPEAKER file 1 start duration <NA> <NA> speaker <NA> <NA>
enum RTTMFormat {
    /// - Parameter isExclusive: One speaker at any instant, instead of overlapping speech.
    /// - Returns: Spans that last less than half a millisecond are left out, since scorers refuse a duration of 0.
    static func render(_ export: ExportedTranscript, isExclusive: Bool) -> String {
        let transcript = export.transcript
        let file = transcript.recording.fileID
        let spans = isExclusive ? transcript.exclusiveSpeech : transcript.speech
        return spans.map { span in
            let start = ClockTime.milliseconds(span.range.start)
            let duration = ClockTime.milliseconds(span.range.end) - start
            guard duration > 0 else { return "" }
            let speaker = InertText.column(transcript.displayName(of: span.speaker))
            return
                "SPEAKER \(file) 1 \(NISTTime.text(start)) \(NISTTime.text(duration)) <NA> <NA> \(speaker) <NA> <NA>\n"
        }.joined()
    }
}

/// Times of the NIST formats.
enum NISTTime {
    /// Seconds with three decimals.
    static func text(_ milliseconds: Int) -> String { FixedDecimal.text(Double(milliseconds) / 1000, digits: 3) }
}
