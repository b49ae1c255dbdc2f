import Foundation

/// A parsed JSON document that tells numbers from booleans.
public enum JSONDocument: Hashable, Decodable, Sendable {
    /// Nothing.
    case null
    /// True or false.
    case bool(Bool)
    /// Any number.
    case number(Double)
    /// A text.
    case string(String)
    /// Values in order.
    case array([JSONDocument])
    /// Named values.
    case object([String: JSONDocument])

    /// Parses a document.
    public init(text: String) throws { self = try JSONDecoder().decode(JSONDocument.self, from: Data(text.utf8)) }

    /// Decodes whatever comes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value? {
            do { return try container.decode(type) } catch DecodingError.typeMismatch { return nil }
        }
        if container.decodeNil() {
            self = .null
        } else if let value = try decoded(Bool.self) {
            self = .bool(value)
        } else if let value = try decoded(Double.self) {
            self = .number(value)
        } else if let value = try decoded(String.self) {
            self = .string(value)
        } else if let value = try decoded([JSONDocument].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONDocument].self))
        }
    }

    /// The member of an object, or nil.
    public subscript(_ name: String) -> JSONDocument? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    /// The element of an array, or nil.
    public subscript(_ index: Int) -> JSONDocument? {
        if case .array(let values) = self, values.indices.contains(index) { values[index] } else { nil }
    }

    /// Names of JSON Schema for the type; a whole number is also an `integer`.
    var types: Set<String> {
        switch self {
        case .null: ["null"]
        case .bool: ["boolean"]
        case .number(let value): value == value.rounded() ? ["number", "integer"] : ["number"]
        case .string: ["string"]
        case .array: ["array"]
        case .object: ["object"]
        }
    }
}
