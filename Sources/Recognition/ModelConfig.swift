internal import ModelFiles

internal import struct Foundation.Data
internal import class Foundation.JSONDecoder

/// A model's configuration file, an object as Hugging Face's `config.json`, read strictly.
///
/// Each key that a family understands is asked for; what is left over at the end must be in a list of keys that change no
/// result. Whatever is missing, unknown or of another kind is an error that names file, key, expectation and content.
struct ModelConfig {
    private let path: String
    private var values: [String: Value]

    /// Parses a file.
    /// - Parameter path: for messages.
    /// - Throws: `ModelFileError.badConfig` where the content is no JSON object.
    init(bytes: [UInt8], path: String) throws {
        self.path = path
        do {
            values = try JSONDecoder().decode([String: Value].self, from: Data(bytes))
        } catch is DecodingError {
            throw ModelFileError.badConfig(path: path, key: "", expected: "a JSON object", found: "something else")
        }
    }

    /// A whole number.
    /// - Throws: `ModelFileError.badConfig` where it is missing or outside `range`.
    mutating func int(_ key: String, in range: ClosedRange<Int>) throws -> Int {
        let expected = "a whole number of \(range.lowerBound) to \(range.upperBound)"
        guard case .int(let number) = try take(key, expected), range.contains(number) else {
            throw error(key, expected: expected)
        }
        return number
    }

    /// A number.
    /// - Throws: `ModelFileError.badConfig` where it is missing, not above `lower`, or above `upper`.
    mutating func number(_ key: String, above lower: Double, upTo upper: Double) throws -> Double {
        let expected = "a number above \(lower), up to \(upper)"
        let number: Double
        switch try take(key, expected) {
        case .int(let whole): number = Double(whole)
        case .double(let value): number = value
        default: throw error(key, expected: expected)
        }
        guard number > lower, number <= upper else { throw error(key, expected: expected) }
        return number
    }

    /// Checks a key that has one value with which this program can work.
    /// - Parameter mayLack: whether a file without the key means the same.
    /// - Throws: `ModelFileError.badConfig`.
    mutating func require(_ key: String, _ value: Value, mayLack: Bool = false) throws {
        if mayLack && values[key] == nil { return }
        guard try take(key, value.text) == value else { throw error(key, expected: value.text) }
    }

    /// Checks that nothing is left but keys that change no result.
    /// - Throws: `ModelFileError.badConfig` for the first other one.
    func finish(ignoring harmless: Set<String>) throws {
        let rest = values.keys.filter { !asked.contains($0) && !harmless.contains($0) }
        if let key = rest.min() { throw error(key, expected: "no such key") }
    }

    /// An error about a key.
    func error(_ key: String, expected: String) -> ModelFileError {
        .badConfig(path: path, key: key, expected: expected, found: values[key]?.text ?? "nothing")
    }

    /// Keys that were asked for.
    private var asked: Set<String> = []

    private mutating func take(_ key: String, _ expected: String) throws -> Value {
        asked.insert(key)
        guard let value = values[key] else { throw error(key, expected: expected) }
        return value
    }

    /// A JSON value.
    enum Value: Hashable, Decodable {
        case null
        case bool(Bool)
        case int(Int)
        case double(Double)
        case string(String)
        /// A list or an object, of which nothing is asked.
        case nested

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                self = .null
            } else if let found = Self.decoded(Bool.self, value) {
                self = .bool(found)
            } else if let found = Self.decoded(Int.self, value) {
                self = .int(found)
            } else if let found = Self.decoded(Double.self, value) {
                self = .double(found)
            } else if let found = Self.decoded(String.self, value) {
                self = .string(found)
            } else {
                self = .nested
            }
        }

        /// The value if it is of the given kind.
        private static func decoded<Kind: Decodable>(
            _ kind: Kind.Type, _ value: any SingleValueDecodingContainer
        ) -> Kind? {
            do { return try value.decode(kind) } catch { return nil }
        }

        /// As JSON writes it.
        var text: String {
            switch self {
            case .null: "null"
            case .bool(let value): "\(value)"
            case .int(let value): "\(value)"
            case .double(let value): "\(value)"
            case .string(let value): "\"\(value)\""
            case .nested: "a list or an object"
            }
        }
    }
}
