import Transcript
import TranscriptText

/// SegLST, the JSON of the CHiME challenges that meeteval reads: a list of segments, one a turn.
enum SegLSTFormat {
    /// - Returns: Turns without any visible text are left out, as in STM.
    static func render(_ export: ExportedTranscript) -> String {
        let transcript = export.transcript
        let session = transcript.recording.fileID
        let segments = transcript.turns.compactMap { turn -> JSONValue? in
            let text = InertText.line(turn.text)
            guard !text.isEmpty else { return nil }
            return .object([
                ("session_id", .string(session)),
                ("speaker", .string(InertText.column(transcript.displayName(of: turn.speaker)))),
                ("start_time", .seconds(turn.range.start)),
                ("end_time", .seconds(turn.range.end)),
                ("words", .string(text)),
            ])
        }
        return JSONValue.array(segments).pretty + "\n"
    }
}
