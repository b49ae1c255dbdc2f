/// A value of a JSON document from outside.
public indirect enum JSONNode: Hashable, Sendable {
    /// `null`, and what stands for no number: `NaN` and `Infinity`.
    case null
    /// True or false.
    case bool(Bool)
    /// A finite number.
    case number(Double)
    /// A text.
    case text(String)
    /// Values in order.
    case list([JSONNode])
    /// Values by name; of several with one name the last.
    case object([String: JSONNode])

    /// What kind of value it is, for messages.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .text: "a text"
        case .list: "a list"
        case .object: "an object"
        }
    }

    /// The value of a name; nil where there is none, where it is null, and for what is no object.
    public subscript(_ name: String) -> JSONNode? {
        guard case .object(let members) = self, let value = members[name], value != .null else { return nil }
        return value
    }

    /// The values of a list; none for what is no list.
    public var elements: [JSONNode] { if case .list(let elements) = self { elements } else { [] } }

    /// Names of the members; none for what is no object.
    public var names: Set<String> { if case .object(let members) = self { Set(members.keys) } else { [] } }
}

/// What is wrong with a JSON document.
public enum JSONProblem: Error, Hashable, Sendable {
    /// The text is no JSON from this line on, counted from 1.
    case syntax(line: Int, problem: String)
    /// A value is not what it should be; `place` is a path such as `.words[3].start`, and empty for the whole.
    case value(place: String, problem: String)
}
