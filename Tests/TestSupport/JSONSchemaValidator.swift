/// Checks documents against the part of JSON Schema 2020-12 that the schemas of this package use.
///
/// A keyword that it does not know is an error, so that no rule of a schema is quietly left unchecked.
public struct JSONSchemaValidator {
    /// A schema that cannot be checked.
    public enum SchemaError: Error, Hashable {
        /// The keyword is not known here.
        case unknownKeyword(String, at: String)
        /// The value of a keyword has the wrong type.
        case malformed(String, at: String)
        /// A reference leads nowhere.
        case badReference(String)
    }

    private static let annotations: Set<String> = ["$schema", "$id", "$defs", "title", "description"]
    private static let assertions: Set<String> = [
        "$ref", "type", "required", "properties", "additionalProperties", "items", "anyOf", "enum", "const", "minimum",
        "maximum",
        "exclusiveMinimum", "minLength", "minItems", "pattern",
    ]

    private let schema: JSONDocument

    /// Parses a schema and makes sure that all of it can be checked.
    public init(schema text: String) throws {
        schema = try JSONDocument(text: text)
        try Self.checkKeywords(schema, at: "#")
    }

    /// What is wrong with a document; empty where it keeps the schema.
    public func problems(in text: String) throws -> [String] { try problems(in: JSONDocument(text: text)) }

    /// What is wrong with a document; empty where it keeps the schema.
    public func problems(in document: JSONDocument) throws -> [String] { try check(document, schema, at: "$") }

    private static func checkKeywords(_ schema: JSONDocument, at path: String) throws {
        guard case .object(let keywords) = schema else {
            guard case .bool = schema else { throw SchemaError.malformed("schema", at: path) }
            return
        }
        for (keyword, value) in keywords {
            guard annotations.contains(keyword) || assertions.contains(keyword) else {
                throw SchemaError.unknownKeyword(keyword, at: path)
            }
            switch keyword {
            case "properties", "$defs":
                guard case .object(let schemas) = value else { throw SchemaError.malformed(keyword, at: path) }
                for (name, schema) in schemas { try checkKeywords(schema, at: "\(path)/\(keyword)/\(name)") }
            case "anyOf":
                guard case .array(let schemas) = value else { throw SchemaError.malformed(keyword, at: path) }
                for (index, schema) in schemas.enumerated() { try checkKeywords(schema, at: "\(path)/anyOf/\(index)") }
            case "items", "additionalProperties": try checkKeywords(value, at: "\(path)/\(keyword)")
            default: break
            }
        }
    }

    private func check(_ document: JSONDocument, _ schema: JSONDocument, at path: String) throws -> [String] {
        guard case .object(let keywords) = schema else {
            return schema == .bool(true) ? [] : ["\(path): nothing is allowed here"]
        }
        var problems: [String] = []
        for (keyword, rule) in keywords.sorted(by: { $0.key < $1.key }) where Self.assertions.contains(keyword) {
            problems += try check(document, keyword, rule, keywords, at: path)
        }
        return problems
    }

    private func check(
        _ document: JSONDocument, _ keyword: String, _ rule: JSONDocument, _ keywords: [String: JSONDocument],
        at path: String
    ) throws -> [String] {
        switch (keyword, rule, document) {
        case ("$ref", .string(let reference), _):
            return try check(document, try resolve(reference), at: path)
        case ("anyOf", .array(let schemas), _):
            let problems = try schemas.map { try check(document, $0, at: path) }
            return problems.contains([]) ? [] : ["\(path): is none of \(problems)"]
        case ("type", .string(let type), _):
            return document.types.contains(type) ? [] : ["\(path): is no \(type)"]
        case ("type", .array(let types), _):
            return types.contains { $0.string.map(document.types.contains) == true }
                ? [] : ["\(path): has a wrong type"]
        case ("const", _, _): return document == rule ? [] : ["\(path): is not the constant"]
        case ("enum", .array(let values), _): return values.contains(document) ? [] : ["\(path): is not in the list"]
        case ("minimum", .number(let limit), .number(let value)):
            return value >= limit ? [] : ["\(path): \(value) is below \(limit)"]
        case ("exclusiveMinimum", .number(let limit), .number(let value)):
            return value > limit ? [] : ["\(path): \(value) is not above \(limit)"]
        case ("maximum", .number(let limit), .number(let value)):
            return value <= limit ? [] : ["\(path): \(value) is above \(limit)"]
        case ("minLength", .number(let limit), .string(let text)):
            return Double(text.unicodeScalars.count) >= limit ? [] : ["\(path): is too short"]
        case ("minItems", .number(let limit), .array(let values)):
            return Double(values.count) >= limit ? [] : ["\(path): has too few items"]
        case ("pattern", .string(let pattern), .string(let text)):
            return try Regex(pattern).firstMatch(in: text) != nil ? [] : ["\(path): does not match \(pattern)"]
        case ("required", .array(let names), .object(let members)):
            return names.compactMap(\.string).filter { members[$0] == nil }.map { "\(path): lacks \($0)" }
        case ("properties", .object(let schemas), .object(let members)):
            return try schemas.sorted { $0.key < $1.key }.flatMap { name, schema in
                try members[name].map { try check($0, schema, at: "\(path).\(name)") } ?? []
            }
        case ("additionalProperties", _, .object(let members)):
            var known: Set<String> = []
            if case .object(let properties)? = keywords["properties"] { known = Set(properties.keys) }
            return try members.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }.flatMap { name, value in
                try check(value, rule, at: "\(path).\(name)")
            }
        case ("items", _, .array(let values)):
            return try values.enumerated().flatMap { try check($1, rule, at: "\(path)[\($0)]") }
        case ("minimum", .number, _), ("maximum", .number, _), ("exclusiveMinimum", .number, _),
            ("minLength", .number, _), ("minItems", .number, _), ("pattern", .string, _), ("required", .array, _),
            ("properties", .object, _), ("additionalProperties", _, _), ("items", _, _):
            // The rule is about another type than the document has.
            return []
        default: throw SchemaError.malformed(keyword, at: path)
        }
    }

    private func resolve(_ reference: String) throws -> JSONDocument {
        let prefix = "#/$defs/"
        guard reference.hasPrefix(prefix), let found = schema["$defs"]?[String(reference.dropFirst(prefix.count))]
        else {
            throw SchemaError.badReference(reference)
        }
        return found
    }
}

extension JSONDocument {
    fileprivate var string: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
