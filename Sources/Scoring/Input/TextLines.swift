import Foundation
import Transcript

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
            let text = columns[index]
            // Double alone would also take hexadecimal, "nan" and "inf".
            guard text.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }), let value = Double(text),
                value.isFinite, value >= 0
            else { throw .time(file: file, line: number, text: String(text)) }
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
            let from = try seconds(start)
            return TimeRange(start: from, end: from + (try seconds(duration)))
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

    /// Reads a file of UTF-8.
    init(path: String) throws(ScoringError) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw .unreadable(file: path, reason: Self.reason(error))
        }
        guard let text = String(data: data, encoding: .utf8) else { throw .notText(file: path) }
        self.init(file: path, text: text)
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

    private static func reason(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile, .fileNoSuchFile: "no such file"
        case .fileReadNoPermission: "no permission to read it"
        default: error.localizedDescription
        }
    }
}
