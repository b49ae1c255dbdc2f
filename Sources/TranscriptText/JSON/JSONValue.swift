/// A named value of a JSON object.
public struct JSONMember: Sendable {
    /// The name.
    public let name: String
    /// The value.
    public let value: JSONValue

    /// Makes a member.
    public init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }
}

/// A JSON document whose text depends on nothing but its content: members keep their order, numbers their decimals.
public indirect enum JSONValue: Sendable {
    /// Nothing.
    case null
    /// True or false.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// A number with a fixed count of decimals; see `FixedDecimal`.
    case decimal(Double, digits: Int)
    /// A finite number with as few digits as give it back exactly.
    case float(Float)
    /// A finite number with as few digits as give it back exactly.
    case number(Double)
    /// A text.
    case string(String)
    /// Values in order.
    case array([JSONValue])
    /// Named values in order.
    case members([JSONMember])

    /// An object; members without a value are left out.
    public static func object(_ members: [(name: String, value: JSONValue?)]) -> JSONValue {
        .members(members.compactMap { name, value in value.map { JSONMember(name: name, value: $0) } })
    }

    /// Seconds, to the millisecond.
    public static func seconds(_ value: Double) -> JSONValue { .decimal(value, digits: 3) }

    /// A probability or another share, with four decimals.
    public static func share(_ value: Double) -> JSONValue { .decimal(value, digits: 4) }

    /// A text or nothing.
    public static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

    /// The document on one line.
    public var compact: String {
        var text = ""
        write(to: &text, indent: nil)
        return text
    }

    /// The document on many lines, two spaces a level; what holds no other array or object stays on one line.
    public var pretty: String {
        var text = ""
        write(to: &text, indent: 0)
        return text
    }

    private func write(to text: inout String, indent: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .decimal(let value, let digits): text += FixedDecimal.text(value, digits: digits)
        case .float(let value):
            precondition(value.isFinite, "JSON has no infinity and no NaN")
            text += value.description
        case .number(let value):
            precondition(value.isFinite, "JSON has no infinity and no NaN")
            text += value.description
        case .string(let value): Self.write(value, to: &text)
        case .array(let values): Self.write(values, names: nil, brackets: ("[", "]"), to: &text, indent: indent)
        case .members(let members):
            Self.write(
                members.map(\.value), names: members.map(\.name), brackets: ("{", "}"), to: &text, indent: indent)
        }
    }

    private static func write(
        _ values: [JSONValue], names: [String]?, brackets: (String, String), to text: inout String, indent: Int?
    ) {
        let isOneLine = indent == nil || !values.contains(where: \.isFilledContainer)
        func breakLine(_ level: Int) {
            if !isOneLine { text += "\n" + String(repeating: "  ", count: level) }
        }
        text += brackets.0
        for (index, value) in values.enumerated() {
            if index > 0 { text += isOneLine && indent != nil ? ", " : "," }
            breakLine((indent ?? 0) + 1)
            if let names {
                write(names[index], to: &text)
                text += indent == nil ? ":" : ": "
            }
            value.write(to: &text, indent: indent.map { $0 + 1 })
        }
        breakLine(indent ?? 0)
        text += brackets.1
    }

    private var isFilledContainer: Bool {
        switch self {
        case .array(let values): !values.isEmpty
        case .members(let members): !members.isEmpty
        default: false
        }
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.properties.generalCategory == .control,
                "\u{2028}", "\u{2029}":
                // Also DEL and the C1 set, so that a terminal shows the document unharmed.
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
