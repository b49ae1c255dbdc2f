import Transcript
import TranscriptText

/// A label track of Audacity: a label for each turn (of a long one, for each paragraph), or for each word.
///
///     start TAB end TAB label
///
/// Times are seconds with a point; a label has no tab and no line end.
enum AudacityFormat {
    static func render(_ export: ExportedTranscript, unit: LineUnit, showsNames: Bool) -> String {
        let transcript = export.transcript
        return transcript.turns.flatMap { turn -> [String] in
            let speaker = showsNames ? turn.speaker.map { transcript.displayName(of: $0) + ": " } : nil
            return switch unit {
            case .turn: turn.paragraphs.map { line($0.range, (speaker ?? "") + $0.text) }
            case .word: turn.words.map { line($0.range, $0.text) }
            }
        }.joined()
    }

    private static func line(_ range: TimeRange, _ label: String) -> String {
        let (start, end) = (FixedDecimal.text(range.start, digits: 6), FixedDecimal.text(range.end, digits: 6))
        return "\(start)\t\(end)\t\(InertText.line(label))\n"
    }
}
