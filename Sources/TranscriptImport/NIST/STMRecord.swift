package import Transcript

/// A line of NIST's Segment Time Mark: recording, channel, speaker, start, end, perhaps a label `<o,f0,male>`, words.
package struct STMRecord {
    /// What a line stands for.
    package enum Meaning {
        /// Somebody says something.
        case speech
        /// Nobody says anything: the speaker is `inter_segment_gap`.
        case gap
        /// The span is not scored: the speaker is `excluded_region`, or the only word is
        /// `IGNORE_TIME_SEGMENT_IN_SCORING`.
        case unscored
    }

    /// The line.
    package let line: ImportText.Line
    /// Name of the recording.
    package let recording: String
    /// The channel as written.
    package let channel: Substring
    /// Name of the speaker as written.
    package let speaker: Substring
    /// In seconds, 0…`TimeRange.maxSeconds`.
    package let start: Double
    /// In seconds, 0…`TimeRange.maxSeconds`; perhaps before the start.
    package let end: Double
    /// The words as written, without the label.
    package let words: ArraySlice<Substring>

    /// Reads a line.
    /// - Throws: `ImportError.line`.
    package init(_ line: ImportText.Line) throws(ImportError) {
        let columns = line.columns
        guard columns.count >= 5 else {
            throw line.problem(
                "\(columns.count) columns where STM has at least 5 (recording, channel, speaker, start, end, words)")
        }
        self.line = line
        recording = String(columns[0])
        channel = columns[1]
        speaker = columns[2]
        start = try line.seconds(columns[3], "start")
        end = try line.seconds(columns[4], "end")
        let words = columns.dropFirst(5)
        let isLabelled = words.first.map { $0.hasPrefix("<") && $0.hasSuffix(">") } ?? false
        self.words = isLabelled ? words.dropFirst() : words
    }

    /// What the line stands for.
    package var meaning: Meaning {
        if words.count == 1, words.first?.uppercased() == "IGNORE_TIME_SEGMENT_IN_SCORING" { return .unscored }
        return switch speaker.lowercased() {
        case "excluded_region": .unscored
        case "inter_segment_gap": .gap
        default: .speech
        }
    }

    /// When.
    /// - Throws: `ImportError.line` where the end is before the start.
    package func range() throws(ImportError) -> TimeRange { try line.range(from: start, to: end) }
}
