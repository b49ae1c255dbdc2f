package import Transcript

/// A line of NIST's Rich Transcription Time Marked.
package struct RTTMLine {
    /// The line.
    package let line: ImportText.Line
    private let columns: [Substring]

    /// Reads the type of a line.
    /// - Throws: `ImportError.line` where it is no type of the format.
    package init(_ line: ImportText.Line) throws(ImportError) {
        columns = line.columns
        self.line = line
        guard RTTMRecord.types.contains(String(columns[0])) else {
            throw line.problem("\"\(columns[0])\" is no type of RTTM")
        }
    }

    /// Whether the line says who speaks when.
    package var isSpeech: Bool { columns[0] == "SPEAKER" }

    /// Whether the line names a span that is not scored.
    package var isUnscored: Bool { columns[0] == "NOSCORE" || columns[0] == "NO_RT_METADATA" }

    /// What a line that says who speaks when holds.
    /// - Throws: `ImportError.line`.
    package func record() throws(ImportError) -> RTTMRecord {
        guard let record = RTTMRecord(columns) else {
            throw line.problem("\(columns.count) columns where RTTM has 8 to 10")
        }
        return record
    }

    /// When somebody speaks.
    /// - Throws: `ImportError.line`.
    package func range(of record: RTTMRecord) throws(ImportError) -> TimeRange {
        try line.span(record.start, record.duration)
    }

    /// The span of a line that names one that is not scored, and its recording.
    /// - Throws: `ImportError.line`.
    package func unscored() throws(ImportError) -> (recording: String, range: TimeRange) {
        guard (5...10).contains(columns.count) else {
            throw line.problem("\(columns.count) columns where RTTM has 5 to 10 in a \(columns[0]) record")
        }
        return (String(columns[1]), try line.span(columns[3], columns[4]))
    }
}
