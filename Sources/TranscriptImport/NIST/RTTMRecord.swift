import TranscriptText

/// The columns of a line of NIST's Rich Transcription Time Marked: type, recording, channel, start, duration, two that
/// are not used, speaker, and perhaps two more.
///
/// The columns are counted from both ends, since some writers leave the spaces of a name as they are: whatever stands
/// between the fixed columns is the name.
package struct RTTMRecord: Hashable, Sendable {
    /// All types of record that the format has.
    package static let types: Set<String> = [
        "SPEAKER", "SPKR-INFO", "SEGMENT", "NOSCORE", "NO_RT_METADATA", "LEXEME", "NON-LEX", "NON-SPEECH", "FILLER",
        "EDIT", "IP", "SU", "CB", "A/P",
    ]

    /// Name of the recording; spaces within it are single spaces.
    package let recording: String
    /// The channel as written.
    package let channel: Substring
    /// The start as written.
    package let start: Substring
    /// The duration as written.
    package let duration: Substring
    /// Name of the speaker without quotes; spaces within it are single spaces. Nil where the column holds `<NA>`.
    package let speaker: String?

    /// - Parameter columns: What stands between white space, the type first.
    /// - Returns: Nil where there are fewer than 8 columns.
    package init?(_ columns: [Substring]) {
        guard columns.count >= 8 else { return nil }
        let isNumber = columns.map { Double(plain: $0) != nil }
        // Two times before a column that is not used end the name of the recording. Where there are none, the times
        // are at least expected at their usual place.
        let start =
            (3..<columns.count - 4).first { isNumber[$0] && isNumber[$0 + 1] && Self.isUnused(columns[$0 + 2]) } ?? 3
        recording = columns[1..<start - 1].joined(separator: " ")
        channel = columns[start - 1]
        self.start = columns[start]
        duration = columns[start + 1]
        // Behind the name stand up to two columns: a confidence, which has decimals if it is stated, and a look-ahead.
        let rest = columns[(start + 4)...]
        let behind = rest.dropFirst().suffix(2).reversed().prefix {
            Self.isUnused($0) || (Double(plain: $0) != nil && $0.contains("."))
        }
        let name = rest.dropLast(behind.count).joined(separator: " ")
        let isQuoted = name.count > 2 && name.hasPrefix("\"") && name.hasSuffix("\"")
        speaker = Self.isUnused(name[...]) ? nil : isQuoted ? String(name.dropFirst().dropLast()) : name
    }

    private static func isUnused(_ column: Substring) -> Bool { ["<NA>", "<na>", "NA"].contains(column) }
}
