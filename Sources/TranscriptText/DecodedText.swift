public import Foundation

/// The text of a file whose encoding is not stated.
public struct DecodedText: Hashable, Sendable {
    /// How the bytes became text.
    public enum Encoding: Hashable, Sendable {
        /// UTF-8, with or without byte order mark.
        case utf8
        /// UTF-16 or UTF-32, told by its byte order mark or by the zero bytes of its ASCII characters.
        case wide
        /// UTF-8 with bytes that are none; U+FFFD stands for each.
        case damagedUTF8(brokenCount: Int)
        /// Windows-1252, which any text of one byte a character can be read as.
        case windows1252
    }

    /// The text without byte order mark.
    public let string: String
    /// How it was read.
    public let encoding: Encoding

    /// - Parameter content: All bytes of the file.
    /// - Returns: Nil for bytes that are no text: those with zero bytes that no encoding explains.
    public init?(_ content: Data) {
        let bytes = [UInt8](content)
        if let wide = Self.wide(bytes) {
            (string, encoding) = (wide, .wide)
            return
        }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        if let text = String(validating: body, as: UTF8.self) {
            (string, encoding) = (text, .utf8)
            return
        }
        guard !body.contains(0) else { return nil }
        let repaired = String(decoding: body, as: UTF8.self)
        let broken = repaired.unicodeScalars.count { $0 == "\u{FFFD}" }
        let letters = repaired.unicodeScalars.count { $0.value > 0x7F && $0 != "\u{FFFD}" }
        // Letters of several bytes hardly ever come about by chance.
        if letters > broken {
            (string, encoding) = (repaired, .damagedUTF8(brokenCount: broken))
        } else {
            (string, encoding) = (Self.windows1252(body), .windows1252)
        }
    }

    /// The text of UTF-8 in which U+FFFD stands for bytes that are none.
    public init(repairing content: Data) {
        let bytes = [UInt8](content)
        if let wide = Self.wide(bytes) {
            (string, encoding) = (wide, .wide)
        } else {
            let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
            (string, encoding) = (String(decoding: body, as: UTF8.self), .utf8)
        }
    }

    /// Text of 16 or 32 bits a unit, or nil.
    private static func wide(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return utf32(bytes.dropFirst(4), isLittleEndian: true) }
        if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return utf32(bytes.dropFirst(4), isLittleEndian: false) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), isLittleEndian: true) }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), isLittleEndian: false) }
        // Without a mark: line ends, digits and punctuation are ASCII in every script, so that many units have a zero
        // byte, always the same one.
        let start = bytes.prefix(4096)
        guard start.count >= 4 else { return nil }
        let zeros = [0, 1].map { parity in start.indices.count { $0 % 2 == parity && start[$0] == 0 } }
        if zeros[1] * 8 >= start.count, zeros[0] * 16 < zeros[1] { return utf16(bytes[...], isLittleEndian: true) }
        if zeros[0] * 8 >= start.count, zeros[1] * 16 < zeros[0] { return utf16(bytes[...], isLittleEndian: false) }
        return nil
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, isLittleEndian: Bool) -> String {
        let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map { index in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isLittleEndian ? first | second << 8 : first << 8 | second
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static func utf32(_ bytes: ArraySlice<UInt8>, isLittleEndian: Bool) -> String {
        let units = stride(from: bytes.startIndex, to: bytes.endIndex - 3, by: 4).map { index in
            let four = bytes[index..<index + 4].map(UInt32.init)
            return (isLittleEndian ? four.reversed() : four).reduce(0) { $0 << 8 | $1 }
        }
        return String(decoding: units, as: UTF32.self)
    }

    private static func windows1252(_ bytes: ArraySlice<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes {
            let isSpecial = (0x80..<0xA0).contains(byte)
            text.append(isSpecial ? windowsCharacters[Int(byte) - 0x80] : Unicode.Scalar(byte))
        }
        return String(text)
    }

    /// The characters of 0x80 to 0x9F; the five that are not assigned are U+FFFD.
    private static let windowsCharacters = Array(
        "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ".unicodeScalars)
}
