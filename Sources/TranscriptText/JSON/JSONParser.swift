/// Reads JSON as programs write it: also with `NaN` and `Infinity`, as Python does, with lone surrogates, and with
/// several documents one after another, as JSON Lines have them.
public struct JSONParser {
    /// Deeper documents are refused; no transcript is as deep.
    public static let maxDepth = 200

    private let bytes: [UInt8]
    private var position = 0

    private init(_ text: String) { bytes = Array(text.utf8) }

    /// All documents of a text, at least one.
    /// - Throws: `JSONProblem.syntax`.
    public static func documents(_ text: String) throws(JSONProblem) -> [JSONNode] {
        var parser = JSONParser(text)
        var documents: [JSONNode] = []
        parser.skipSpace()
        repeat {
            documents.append(try parser.value(depth: 0))
            let end = parser.position
            parser.skipSpace()
            // Documents stand in lines of their own.
            if parser.position < parser.bytes.count, !parser.bytes[end..<parser.position].contains(newline) {
                throw parser.problem("something follows the end of the document")
            }
        } while parser.position < parser.bytes.count
        return documents
    }

    private func problem(_ problem: String) -> JSONProblem {
        let line = bytes[..<min(position, bytes.count)].count { $0 == Self.newline } + 1
        return .syntax(line: line, problem: position >= bytes.count ? "the text ends within a value" : problem)
    }

    private static let newline = UInt8(ascii: "\n")

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position += 1
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONProblem) -> JSONNode {
        guard depth <= Self.maxDepth else { throw problem("lists and objects are more than \(Self.maxDepth) deep") }
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .text(try string())
        default: return try word()
        }
    }

    private mutating func object(depth: Int) throws(JSONProblem) -> JSONNode {
        position += 1
        var members: [String: JSONNode] = [:]
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([:]) }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw problem("a name in double quotes is missing") }
            let name = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw problem("a colon is missing after \"\(name)\"") }
            skipSpace()
            members[name] = try value(depth: depth + 1)
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else {
                throw problem("a comma or } is missing after the value of \"\(name)\"")
            }
        }
    }

    private mutating func list(depth: Int) throws(JSONProblem) -> JSONNode {
        position += 1
        var elements: [JSONNode] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .list([]) }
        while true {
            skipSpace()
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .list(elements) }
            guard take(UInt8(ascii: ",")) else { throw problem("a comma or ] is missing in a list") }
        }
    }

    /// A number, or one of the words that are values.
    private mutating func word() throws(JSONProblem) -> JSONNode {
        let start = position
        while let byte = next, Self.isOfWord(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        switch text {
        case "null", "NaN", "-NaN", "nan", "Infinity", "-Infinity", "inf", "-inf": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default:
            if let number = Double(plain: text) { return .number(number) }
            // A number too large for any purpose is a number, whose range whoever uses it checks.
            if Self.isHuge(text) {
                return .number(text.hasPrefix("-") ? -.greatestFiniteMagnitude : .greatestFiniteMagnitude)
            }
            position = text.isEmpty ? start : min(position, bytes.count - 1)
            throw problem(text.isEmpty ? "a value is missing" : "\"\(text.prefix(40))\" is no value")
        }
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: byte > 0x7F
        }
    }

    private static func isHuge(_ text: String) -> Bool {
        text.utf8.allSatisfy { "0123456789.eE+-".utf8.contains($0) } && Double(text).map { $0.isInfinite } == true
    }

    private mutating func string() throws(JSONProblem) -> String {
        position += 1
        let start = position
        // Most texts have no escapes and are taken as they are.
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
        var text = String(decoding: bytes[start..<position], as: UTF8.self)
        while true {
            guard let byte = next else { throw problem("a text does not end") }
            if byte == UInt8(ascii: "\"") {
                position += 1
                return text
            }
            if byte == UInt8(ascii: "\\") {
                text.unicodeScalars.append(try escaped())
            } else {
                let from = position
                while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
                text += String(decoding: bytes[from..<position], as: UTF8.self)
            }
        }
    }

    /// A character after a backslash.
    private mutating func escaped() throws(JSONProblem) -> Unicode.Scalar {
        position += 1
        guard let byte = next else { throw problem("a text does not end") }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "'"): return Unicode.Scalar(byte)
        case UInt8(ascii: "u"): return try unicode()
        default: throw problem("\\\(Character(Unicode.Scalar(byte))) is no escape")
        }
    }

    /// A character by its number, perhaps of two surrogates. A surrogate that is alone becomes U+FFFD.
    private mutating func unicode() throws(JSONProblem) -> Unicode.Scalar {
        let unit = try hexadecimal()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xDC00, next == UInt8(ascii: "\\"), position + 1 < bytes.count,
            bytes[position + 1] == UInt8(ascii: "u")
        else { return "\u{FFFD}" }
        let here = position
        position += 2
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        else {
            position = here
            return "\u{FFFD}"
        }
        return scalar
    }

    private mutating func hexadecimal() throws(JSONProblem) -> UInt32 {
        let digits = bytes[position..<min(position + 4, bytes.count)]
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw problem("four hexadecimal digits are missing after \\u") }
        position += 4
        return value
    }
}
