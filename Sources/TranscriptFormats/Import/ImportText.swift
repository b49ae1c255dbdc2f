import Foundation
import Transcript

/// The text of a file to import, and its lines with their numbers.
struct ImportText {
    /// One line, for errors that name it.
    struct Line {
        let file: String
        /// From 1.
        let number: Int
        let text: Substring

        /// What stands between white space.
        var columns: [Substring] { text.split(whereSeparator: \.isWhitespace) }

        func problem(_ problem: String) -> ImportError { .line(file: file, line: number, problem: problem) }

        /// A column that must be a time of 0 or more seconds.
        func seconds(_ text: Substring, _ name: String) throws(ImportError) -> Double {
            guard let value = Double(plain: text), (0...1e9).contains(value) else {
                throw problem("\(name) \"\(text)\" is no time in seconds, 0 or more")
            }
            return value
        }

        /// A column that is a probability, or `NA` for none.
        func confidence(_ text: Substring) throws(ImportError) -> Double? {
            if ["na", "<na>"].contains(text.lowercased()) { return nil }
            guard let value = Double(plain: text), (0...1).contains(value) else {
                throw problem("the confidence \"\(text)\" is no number from 0 to 1")
            }
            return value
        }
    }

    let file: String
    let string: String

    /// - Throws: `ImportError.notText`.
    init(_ content: Data, file: String) throws(ImportError) {
        guard let text = String(data: content, encoding: .utf8) else { throw .notText(file: file) }
        self.init(text, file: file)
    }

    /// Text in which U+FFFD stands for bytes that are no UTF-8.
    init(repairing content: Data, file: String) {
        self.init(String(decoding: content, as: UTF8.self), file: file)
    }

    private init(_ text: String, file: String) {
        self.file = file
        // A byte order mark is no part of the text.
        string = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    /// All lines, empty ones too.
    var lines: [Line] {
        string.split(omittingEmptySubsequences: false, whereSeparator: \.isLineEnd).enumerated().map {
            Line(file: file, number: $0.offset + 1, text: $0.element)
        }
    }

    /// Lines of the NIST formats: neither empty nor comments.
    var records: [Line] {
        lines.filter { line in
            guard let first = line.text.first(where: { !$0.isWhitespace }) else { return false }
            return first != ";"
        }
    }

    /// The format of text that is no JSON, or nil where nothing can be told.
    var formatOfLines: ImportFormat? {
        if string.hasPrefix("WEBVTT") { return .vtt }
        if string.contains(/(?m)^\s*\d+:\d\d:\d\d[,.]\d{1,3}\s+-->/) { return .srt }
        guard let columns = records.first?.columns, columns.count >= 5 else { return nil }
        if RTTMImport.types.contains(String(columns[0])), columns.count >= 8 { return .rttm }
        let isNumber = columns.map { Double(plain: $0) != nil }
        // A speaker or a word that is a number could be either: nothing is guessed.
        return switch (isNumber[2], isNumber[3], isNumber[4]) {
        case (false, true, true): .stm
        case (true, true, false): .ctm
        default: nil
        }
    }
}

extension Double {
    /// A number in plain decimals; Swift alone would also take hexadecimal, "nan" and "inf".
    init?(plain text: some StringProtocol) {
        guard text.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }), let value = Double(text), value.isFinite
        else { return nil }
        self = value
    }
}

extension Character {
    /// Whether lines end here; form feeds and Unicode's own separators stand within lines.
    fileprivate var isLineEnd: Bool { self == "\n" || self == "\r\n" || self == "\r" }
}
