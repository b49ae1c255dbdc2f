import Foundation
import Transcript
package import TranscriptText

/// The text of a file to read, and its lines with their numbers.
package struct ImportText {
    /// One line, for errors that name it.
    package struct Line {
        /// Name of the file.
        package let file: String
        /// From 1.
        package let number: Int
        let text: Substring

        /// What stands between white space.
        var columns: [Substring] { text.split(whereSeparator: \.isWhitespace) }

        /// Whether nothing can be seen in it.
        var isEmpty: Bool { text.allSatisfy(\.isWhitespace) }

        func problem(_ problem: String) -> ImportError { .line(file: file, line: number, problem: problem) }

        /// A column that must be a time of 0 or more seconds.
        func seconds(_ text: Substring, _ name: String) throws(ImportError) -> Double {
            guard let value = Double(statedSeconds: text) else {
                throw problem("\(name) \"\(text)\" is no time in seconds from 0 to \(Int(TimeRange.maxSeconds))")
            }
            return value
        }

        /// Two columns that must be start and duration.
        func span(_ start: Substring, _ duration: Substring) throws(ImportError) -> TimeRange {
            let from = try seconds(start, "start")
            let length = try seconds(duration, "duration")
            guard let range = TimeRange(checking: from, from + length) else {
                throw problem(
                    "start \"\(start)\" and duration \"\(duration)\" end after \(Int(TimeRange.maxSeconds)) s")
            }
            return range
        }

        /// Two times that must be start and end.
        func range(from start: Double, to end: Double) throws(ImportError) -> TimeRange {
            guard let range = TimeRange(checking: start, end) else {
                throw problem("the span ends (\(end) s) before it starts (\(start) s)")
            }
            return range
        }

        /// A column that is a probability, or `NA` or `*` for none.
        func confidence(_ text: Substring) throws(ImportError) -> Double? {
            if ["na", "<na>", "*", "nan"].contains(text.lowercased()) { return nil }
            guard let value = Double(plain: text), (0...1).contains(value) else {
                throw problem("the confidence \"\(text)\" is no number from 0 to 1")
            }
            return value
        }
    }

    /// Name of the file, for errors.
    package let file: String
    /// The text.
    package let string: String
    /// What was mended while the file was read.
    let notes = ImportNotes()
    /// All lines, empty ones too.
    let lines: [Line]

    /// - Throws: `ImportError.notText`.
    init(_ content: Data, file: String) throws(ImportError) {
        guard let text = DecodedText(content) else { throw .notText(file: file) }
        self.init(text.string, file: file)
        switch text.encoding {
        case .utf8, .wide: break
        case .windows1252: notes.add(.encoding, at: "")
        case .damagedUTF8(let count): notes.add(.brokenBytes, at: "", count: count)
        }
    }

    /// Text in which U+FFFD stands for bytes that are no UTF-8.
    init(repairing content: Data, file: String) {
        self.init(DecodedText(repairing: content).string, file: file)
    }

    private init(_ text: String, file: String) {
        self.init(verbatim: BidirectionalControls.removed(text), file: file)
    }

    /// Text that is already decoded, of which nothing is changed.
    package init(verbatim text: String, file: String) {
        self.file = file
        string = text
        lines = Self.lines(text, file: file)
    }

    /// Parted at `\n`, `\r\n` and `\r`; form feeds and Unicode's own separators stand within lines.
    private static func lines(_ text: String, file: String) -> [Line] {
        var lines: [Line] = []
        let bytes = text.utf8
        var start = bytes.startIndex
        var position = start
        while position < bytes.endIndex {
            let byte = bytes[position]
            let after = bytes.index(after: position)
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                lines.append(Line(file: file, number: lines.count + 1, text: text[start..<position]))
                let isPair = byte == UInt8(ascii: "\r") && after < bytes.endIndex && bytes[after] == UInt8(ascii: "\n")
                start = isPair ? bytes.index(after: after) : after
                position = start
            } else {
                position = after
            }
        }
        lines.append(Line(file: file, number: lines.count + 1, text: text[start...]))
        return lines
    }

    /// Lines of the NIST formats: neither empty nor comments.
    package var records: [Line] {
        lines.filter { line in
            guard let first = line.text.first(where: { !$0.isWhitespace }) else { return false }
            return first != ";"
        }
    }

    /// Whether the text begins with a time in brackets, such as `[00:12.3]`, as transcripts for readers do, or with the
    /// name of a section alone in a line, such as `[Script Info]`, as Advanced SubStation Alpha does.
    var beginsInBrackets: Bool {
        guard let line = lines.first(where: { !$0.isEmpty }), let opening = line.columns.first, opening.hasPrefix("[")
        else { return false }
        if opening.hasSuffix("]"), opening.contains(":") { return true }
        let section = line.columns.joined(separator: " ").dropFirst()
        return section.last == "]" && section.first?.isLetter == true
            && section.dropLast().allSatisfy { $0.isLetter || $0.isNumber || " +-_".contains($0) }
    }

    /// The format of text that is no JSON, or nil where nothing can be told.
    var formatOfLines: ImportFormat? {
        if string.hasPrefix("WEBVTT") { return .vtt }
        if lines.contains(where: { SubtitleClock.isTiming($0.text) }) { return .srt }
        return switch nistFormat {
        case .rttm: .rttm
        case .stm: .stm
        case .ctm: .ctm
        case .uem, nil: nil
        }
    }

    /// The JSON of the text; several documents, one after another, are a list.
    func json() throws(JSONProblem) -> JSONNode {
        let documents = try JSONParser.documents(string)
        return documents.count == 1 ? documents[0] : .list(documents)
    }

    /// Reads the JSON of the text.
    /// - Throws: `ImportError.json` with the place.
    package func read<Value>(_ reader: (JSONField) throws(JSONProblem) -> Value) throws(ImportError) -> Value {
        do {
            return try reader(JSONField(root: json()))
        } catch {
            throw .json(file: file, problem: error)
        }
    }
}
