import Foundation
import Transcript
import TranscriptText

/// The lines of a text file with their numbers, for errors that name file and line.
struct TextLines {
    /// One line that holds data.
    struct Line {
        let file: String
        /// From 1.
        let number: Int
        let columns: [Substring]

        /// A column that must be a time of 0 or more seconds.
        func seconds(_ index: Int) throws(ScoringError) -> Double {
            try seconds(columns[index])
        }

        private func seconds(_ text: Substring) throws(ScoringError) -> Double {
            guard let value = Double(statedSeconds: text) else {
                throw .time(file: file, line: number, text: String(text))
            }
            return value
        }

        /// Two columns that must be start and end.
        func range(_ start: Int, _ end: Int) throws(ScoringError) -> TimeRange {
            let (from, to) = (try seconds(start), try seconds(end))
            guard to >= from else { throw .endBeforeStart(file: file, line: number, start: from, end: to) }
            return TimeRange(start: from, end: to)
        }

        /// Two columns that must be start and duration.
        func span(_ start: Int, _ duration: Int) throws(ScoringError) -> TimeRange {
            try span(columns[start], columns[duration])
        }

        /// Two texts that must be start and duration.
        func span(_ start: Substring, _ duration: Substring) throws(ScoringError) -> TimeRange {
            let from = try seconds(start)
            guard let range = TimeRange(checking: from, from + (try seconds(duration))) else {
                throw .time(file: file, line: number, text: "\(start) + \(duration)")
            }
            return range
        }

        /// Throws unless the number of columns is allowed.
        func require(_ counts: ClosedRange<Int>, _ expected: String) throws(ScoringError) {
            guard counts.contains(columns.count) else {
                throw .columns(file: file, line: number, found: columns.count, expected: expected)
            }
        }
    }

    let file: String
    let text: String

    /// Reads a file of UTF-8 or UTF-16.
    init(path: String) throws(ScoringError) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch let error as CocoaError {
            throw .unreadable(file: path, reason: error.plainReason)
        } catch {
            throw .unreadable(file: path, reason: "it cannot be read")
        }
        // A score must not depend on a guess at the encoding.
        guard let text = DecodedText(data), text.encoding == .utf8 || text.encoding == .wide else {
            throw .notText(file: path)
        }
        self.init(file: path, text: text.string)
    }

    /// A text that is already read.
    init(file: String, text: String) {
        self.file = file
        self.text = text
    }

    /// Lines that are neither empty nor comments (`;` at the beginning), parted at white space.
    var lines: [Line] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().compactMap {
            let columns = $0.element.split(whereSeparator: \.isWhitespace)
            guard let first = columns.first, !first.hasPrefix(";") else { return nil }
            return Line(file: file, number: $0.offset + 1, columns: columns)
        }
    }
}
