import Transcript

/// A value of a JSON document with its place, read with problems that name the place.
public struct JSONField {
    /// The value.
    public let node: JSONNode
    private let path: Path

    private indirect enum Path {
        case root
        case name(String, of: Path)
        case index(Int, of: Path)

        var description: String {
            switch self {
            case .root: ""
            case .name(let name, let parent): "\(parent.description).\(name)"
            case .index(let index, let parent): "\(parent.description)[\(index)]"
            }
        }
    }

    /// The whole document.
    public init(root node: JSONNode) { self.init(node, .root) }

    private init(_ node: JSONNode, _ path: Path) {
        self.node = node
        self.path = path
    }

    /// Where it stands, for example `.words[3].start`; empty for the whole.
    public var place: String { path.description }

    /// A problem of this value.
    public func problem(_ problem: String) -> JSONProblem { .value(place: place, problem: problem) }

    /// The member of a name, or nil where there is none or where it is null.
    public subscript(_ name: String) -> JSONField? { node[name].map { JSONField($0, .name(name, of: path)) } }

    /// The first member that there is of several names.
    public subscript(_ name: String, _ other: String) -> JSONField? { self[name] ?? self[other] }

    /// The first member that there is of several names.
    public subscript(_ names: [String]) -> JSONField? {
        for name in names {
            if let member = self[name] { return member }
        }
        return nil
    }

    /// The member of a name.
    /// - Throws: `JSONProblem` where there is none.
    public func required(_ name: String) throws(JSONProblem) -> JSONField {
        guard case .object = node else { throw problem("an object is needed here, not \(node.kind)") }
        guard let member = self[name] else { throw problem("\"\(name)\" is missing") }
        return member
    }

    /// The members by name, ordered by name.
    /// - Throws: `JSONProblem` where this is no object.
    public func members() throws(JSONProblem) -> [(name: String, value: JSONField)] {
        guard case .object(let members) = node else { throw problem("an object is needed here, not \(node.kind)") }
        return members.sorted { $0.key < $1.key }.map { ($0.key, JSONField($0.value, .name($0.key, of: path))) }
    }

    /// The values of a list.
    /// - Throws: `JSONProblem` where this is no list.
    public func list() throws(JSONProblem) -> [JSONField] {
        guard case .list(let elements) = node else { throw problem("a list is needed here, not \(node.kind)") }
        return elements.enumerated().map { JSONField($0.element, .index($0.offset, of: path)) }
    }

    /// A text; numbers become texts.
    /// - Throws: `JSONProblem` for other values.
    public func text() throws(JSONProblem) -> String {
        switch node {
        case .text(let text): return text
        case .number(let number): return Int(exactly: number).map(String.init) ?? "\(number)"
        default: throw problem("a text is needed here, not \(node.kind)")
        }
    }

    /// A number, also one that is written as a text; nil for a text that stands for none, such as `NaN` or an empty one.
    /// - Throws: `JSONProblem` for other values.
    public func number() throws(JSONProblem) -> Double? {
        switch node {
        case .number(let number): return number
        case .text(let text):
            if let number = Double(plain: text) { return number }
            guard
                ["", "nan", "inf", "-inf", "infinity", "-infinity", "null", "none", "n/a"].contains(text.lowercased())
            else { throw problem("\"\(text.prefix(80))\" is no number") }
            return nil
        default: throw problem("a number is needed here, not \(node.kind)")
        }
    }

    /// A whole number within a range.
    /// - Throws: `JSONProblem` for other values.
    public func integer(_ range: ClosedRange<Int>, _ meaning: String) throws(JSONProblem) -> Int? {
        guard let number = try number() else { return nil }
        guard let integer = Int(exactly: number), range.contains(integer) else {
            throw problem("\(number) is no \(meaning) from \(range.lowerBound) to \(range.upperBound)")
        }
        return integer
    }

    /// A time, in seconds.
    /// - Parameter unitsPerSecond: How many of the document's units a second has.
    /// - Returns: Nil where none is stated.
    /// - Throws: `JSONProblem` where it is no time from 0 to `TimeRange.maxSeconds`.
    public func seconds(unitsPerSecond: Double = 1) throws(JSONProblem) -> Double? {
        guard let number = try number() else { return nil }
        return try checked(seconds: number / unitsPerSecond)
    }

    /// The number, if it is a time in seconds that a file may state.
    /// - Throws: `JSONProblem` where it is not.
    public func checked(seconds: Double) throws(JSONProblem) -> Double {
        guard (0...TimeRange.maxSeconds).contains(seconds) else {
            throw problem("\(seconds) s is no time from 0 to \(Int(TimeRange.maxSeconds)) s")
        }
        return seconds
    }

    /// A probability, 0…1; nil where none is stated.
    /// - Throws: `JSONProblem` for other values.
    public func share() throws(JSONProblem) -> Double? {
        guard let number = try number() else { return nil }
        // Some programs' sums of shares miss the ends by rounding.
        guard (-1e-6...1 + 1e-6).contains(number) else {
            throw problem("the confidence \(number) is not within 0 and 1")
        }
        return min(max(number, 0), 1)
    }
}
