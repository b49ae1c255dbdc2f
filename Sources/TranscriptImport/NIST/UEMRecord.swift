package import Transcript

/// A line of NIST's Un-partitioned Evaluation Map: recording, channel, start, end. The span is scored.
package struct UEMRecord {
    /// Name of the recording.
    package let recording: String
    /// When, in seconds.
    package let range: TimeRange

    /// Reads a line.
    /// - Throws: `ImportError.line`.
    package init(_ line: ImportText.Line) throws(ImportError) {
        let columns = line.columns
        guard columns.count == 4 else {
            throw line.problem("\(columns.count) columns where UEM has 4 (recording, channel, start, end)")
        }
        recording = String(columns[0])
        range = try line.range(from: line.seconds(columns[2], "start"), to: line.seconds(columns[3], "end"))
    }
}
