/// A search query means nothing.
public struct SearchQueryError: Error, Hashable, Sendable {
    /// The query.
    public let query: String
    /// What is wrong with it.
    public let problem: SearchQueryProblem

    /// Makes an error; see the properties.
    public init(query: String, problem: SearchQueryProblem) {
        self.query = query
        self.problem = problem
    }
}

extension SearchQueryError: CustomStringConvertible {
    /// What is wrong with the query, and where.
    public var description: String { "cannot search for `\(query)`: \(problem)\(problem.pointer(in: query))" }
}

/// Why a search query means nothing, and at which of its characters, counted from 0.
public enum SearchQueryProblem: Error, Hashable, Sendable {
    /// Nothing in it is a letter or a digit.
    case noWords
    /// A quotation mark has no partner.
    case openQuote(at: Int)
    /// A bracket has no partner.
    case unbalancedBracket(at: Int)
    /// There is nothing between two brackets.
    case emptyBrackets(at: Int)
    /// `AND`, `OR` or `NOT` lacks a word on one side.
    case danglingOperator(String, at: Int)
    /// `NEAR` is not followed by brackets, or not by two or more words or phrases in them.
    case badNear(at: Int)
    /// Something stands within the brackets of `NEAR` that cannot be near: an operator or another bracket.
    case notNearable(String, at: Int)
    /// The number of words between, which `NEAR` allows at most, is out of range.
    case badDistance(String, at: Int)
    /// SQLite refuses it for another reason.
    case refused(String)
}

extension SearchQueryProblem: CustomStringConvertible {
    /// What is wrong and how to write it instead.
    public var description: String {
        switch self {
        case .noWords: "there is no word in it; a word has a letter or a digit"
        case .openQuote: "a quotation mark is not closed; a phrase is written \"next week\""
        case .unbalancedBracket: "a bracket is not closed, or closed but not opened; a group is written (cost OR price)"
        case .emptyBrackets: "there is no word between two brackets; a group is written (cost OR price)"
        case .danglingOperator(let name, _):
            "\(name) needs a word on each side; to look for the word itself write it in small letters"
        case .badNear:
            "NEAR needs two or more words in brackets, as in NEAR(budget spring) or NEAR(budget spring, 5); to look "
                + "for the word itself write it in small letters"
        case .notNearable(let name, _): "\(name) cannot stand within NEAR(…), only words, phrases and begin* can"
        case .badDistance(let number, _):
            "NEAR cannot count \(number) words; the number after the comma goes from 0 to 9999"
        case .refused(let message): message
        }
    }

    /// The character of the query at which it went wrong, or nil where it is no single one.
    public var position: Int? {
        switch self {
        case .noWords, .refused: nil
        case .openQuote(let position), .unbalancedBracket(let position), .emptyBrackets(let position),
            .danglingOperator(_, let position), .badNear(let position), .notNearable(_, let position),
            .badDistance(_, let position):
            position
        }
    }

    /// The query around the position and an arrow below it, on two lines of their own; empty without a position.
    func pointer(in query: String) -> String {
        guard let position else { return "" }
        let characters = query.map { SearchQuery.isSeparator($0) ? " " : $0 }
        let first = max(0, position - 40)
        let last = min(characters.count, position + 30)
        guard first < last || characters.isEmpty else { return "" }
        let excerpt = (first > 0 ? "…" : "") + String(characters[first..<last]) + (last < characters.count ? "…" : "")
        let indent = String(repeating: " ", count: position - first + (first > 0 ? 1 : 0))
        return "\n    \(excerpt)\n    \(indent)^"
    }
}
