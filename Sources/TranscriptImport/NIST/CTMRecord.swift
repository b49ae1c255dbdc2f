package import Transcript
import TranscriptText

/// A line of NIST's Conversation Time Mark: recording, channel, start, duration, word, then perhaps confidence, type and
/// speaker.
package struct CTMRecord {
    /// Marks around words that may be read in several ways.
    package enum Mark: String {
        /// The first reading follows.
        case begin = "<ALT_BEGIN>"
        /// Another reading follows.
        case next = "<ALT>"
        /// The last reading has ended.
        case end = "<ALT_END>"
    }

    /// A word with what the line says of it.
    package struct Word {
        /// The word as written.
        package let text: Substring
        /// When, in seconds.
        package let range: TimeRange
        /// Probability that it is right, 0…1, or nil where the line does not say.
        package let confidence: Double?
        /// Name of the speaker as written, or nil in lines of up to 6 columns, which have none.
        package let speaker: Substring?
        /// Whether it is a word: the line has no type such as `non-lex`, a hesitation, or `non-speech`, a noise.
        package let isLexical: Bool
    }

    /// The line.
    package let line: ImportText.Line
    private let columns: [Substring]

    /// Reads a line, but for its times and confidence.
    /// - Throws: `ImportError.line`.
    package init(_ line: ImportText.Line) throws(ImportError) {
        columns = line.columns
        self.line = line
        guard (5...8).contains(columns.count) else {
            throw line.problem(
                "\(columns.count) columns where CTM has 5 to 8 (recording, channel, start, duration, word, confidence, "
                    + "type, speaker)")
        }
    }

    /// Name of the recording.
    package var recording: String { String(columns[0]) }

    /// The channel as written.
    package var channel: Substring { columns[1] }

    /// The mark that stands in place of a word, or nil where there is a word.
    package var mark: Mark? { Mark(rawValue: columns[4].uppercased()) }

    /// The word of a line without a mark.
    /// - Parameter ignoresOddConfidence: whether a confidence that is no number from 0 to 1, for example a logarithm,
    ///   counts as none instead of as an error.
    /// - Throws: `ImportError.line`.
    package func word(ignoresOddConfidence: Bool = false) throws(ImportError) -> Word {
        let confidence: Double? =
            if columns.count <= 5 {
                nil
            } else if ignoresOddConfidence {
                Double(plain: columns[5]).flatMap { (0...1).contains($0) ? $0 : nil }
            } else {
                try line.confidence(columns[5])
            }
        return Word(
            text: columns[4], range: try line.span(columns[2], columns[3]), confidence: confidence,
            speaker: columns.count > 6 ? columns[columns.count - 1] : nil,
            isLexical: columns.count < 8 || !["non-lex", "non-speech"].contains(columns[6].lowercased()))
    }
}
