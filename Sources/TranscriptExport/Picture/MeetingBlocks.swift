public import Transcript
import TranscriptText

/// Who speaks when, in characters: a line for each speaker, each of its cells as full as the speaker talks in it.
public struct MeetingBlocks: Hashable, Sendable {
    /// The line of one speaker.
    public struct Lane: Hashable, Sendable {
        /// Index of the speaker, or nil for an unknown speaker.
        public let speaker: Int?
        /// The name, padded or cut to the width of all names.
        public let name: String
        /// One block or space for each step of time.
        public let cells: String
    }

    /// A lane for each voice.
    public let lanes: [Lane]
    /// The first, the middle and the last time, below the cells; as wide as a lane with its name.
    public let axis: String

    private static let blocks: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    private static let longestName = 16

    /// Draws a meeting.
    /// - Parameter width: Columns of the widest line; at least 20 are used.
    public init(_ outline: MeetingOutline, width: Int) {
        let voices = outline.voices
        let names = voices.map { voice in
            let name = InertText.line(voice.map { outline.speakers[$0] } ?? "?")
            return TextWidth.cut(name, to: Self.longestName)
        }
        let nameWidth = names.map(TextWidth.columns).max() ?? 0
        let cellCount = max(20, width) - nameWidth - 1
        let axis = TimeAxis(outline)
        lanes = zip(voices, names).map { voice, name in
            Lane(
                speaker: voice, name: TextWidth.padded(name, to: nameWidth),
                cells: Self.cells(outline.spans(of: voice), count: cellCount, axis))
        }
        self.axis = String(repeating: " ", count: nameWidth + 1) + Self.labels(axis, width: cellCount)
    }

    private static func cells(_ spans: [TimeRange], count: Int, _ axis: TimeAxis) -> String {
        var seconds = [Double](repeating: 0, count: count)
        let step = axis.lengthSeconds / Double(count)
        for span in spans {
            let first = min(count - 1, Int(span.start / step))
            let last = min(count - 1, Int(span.end / step))
            for cell in first...last {
                let range = TimeRange(start: Double(cell) * step, end: Double(cell + 1) * step)
                seconds[cell] += span.overlap(with: range)
            }
        }
        return String(
            seconds.map { talked in
                // Whoever speaks at all is seen; only who speaks all the time fills the cell.
                talked <= 0 ? " " : blocks[min(8, max(1, Int((talked / step * 8).rounded())))]
            })
    }

    private static func labels(_ axis: TimeAxis, width: Int) -> String {
        let first = axis.label(0)
        let middle = axis.label(axis.lengthSeconds / 2)
        let last = axis.label(axis.lengthSeconds)
        let room = width - first.count - middle.count - last.count
        guard room >= 2 else {
            return first + String(repeating: " ", count: max(1, width - first.count - last.count)) + last
        }
        return first + String(repeating: " ", count: room / 2) + middle
            + String(repeating: " ", count: room - room / 2) + last
    }
}
