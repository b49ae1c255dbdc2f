import Transcript

/// Dialogue to read, one line a turn, or a paragraph of a long one.
enum PlainTextFormat {
    static func render(_ export: ExportedTranscript, showsNames: Bool) -> String {
        export.transcript.dialogue(showsNames: showsNames).map { $0.plain + "\n" }.joined()
    }
}
