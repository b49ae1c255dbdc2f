import Transcript
import TranscriptText

/// Tables for spreadsheets, with a row of headings: a row for each turn (of a long one, for each paragraph), or for
/// each word.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe in front.
struct DelimitedFormat {
    /// How cells are parted.
    let records: DelimitedRecords

    /// - Parameter hasMark: Whether a byte order mark comes first, by which Excel knows UTF-8.
    func render(_ export: ExportedTranscript, unit: LineUnit, hasMark: Bool) -> String {
        let transcript = export.transcript
        let text =
            switch unit {
            case .turn:
                table(["recording", "turn", "speaker", "start", "end", "confidence", "text"], turns(transcript))
            case .word:
                table(
                    [
                        "recording", "turn", "word", "speaker", "start", "end", "confidence", "speaker_margin",
                        "overlapped", "text",
                    ], words(transcript))
            }
        return (hasMark ? "\u{FEFF}" : "") + text
    }

    private func turns(_ transcript: MeetingTranscript) -> [[String]] {
        transcript.turns.enumerated().flatMap { index, turn in
            turn.paragraphs.map { paragraph in
                [
                    transcript.recording.fileName, String(index + 1), transcript.displayName(of: turn.speaker),
                    seconds(paragraph.range.start), seconds(paragraph.range.end), share(paragraph.confidence),
                    paragraph.text,
                ]
            }
        }
    }

    private func words(_ transcript: MeetingTranscript) -> [[String]] {
        transcript.turns.enumerated().flatMap { index, turn in
            turn.words.enumerated().map { position, word in
                [
                    transcript.recording.fileName, String(index + 1), String(position + 1),
                    transcript.displayName(of: word.speaker), seconds(word.range.start), seconds(word.range.end),
                    share(word.confidence), share(word.speakerMargin), word.isOverlapped ? "true" : "false",
                    word.text,
                ]
            }
        }
    }

    private func seconds(_ value: Double) -> String { FixedDecimal.text(value, digits: 3) }

    private func share(_ value: Double) -> String { FixedDecimal.text(value, digits: 4) }

    private func table(_ headings: [String], _ rows: [[String]]) -> String {
        records.text(([headings] + rows).map { $0.map { DelimitedRecords.inert(InertText.line($0)) } })
    }
}
