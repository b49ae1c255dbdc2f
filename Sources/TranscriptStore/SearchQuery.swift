import Foundation

/// Why a search query means nothing.
public enum SearchQueryProblem: Error, Hashable, Sendable {
    /// Nothing in it is a letter or a digit.
    case noWords
    /// A quotation mark has no partner.
    case openQuote
    /// A bracket has no partner.
    case unbalancedBrackets
    /// There is nothing between two brackets.
    case emptyBrackets
    /// `AND`, `OR` or `NOT` lacks a word on one side.
    case danglingOperator(String)
    /// SQLite refuses it for another reason.
    case refused(String)
}

extension SearchQueryProblem: CustomStringConvertible {
    /// What is wrong and how to write it instead.
    public var description: String {
        switch self {
        case .noWords: "there is no word in it"
        case .openQuote: "a quotation mark is not closed"
        case .unbalancedBrackets: "a bracket is not closed, or closed but not opened"
        case .emptyBrackets: "there is no word between two brackets"
        case .danglingOperator(let name):
            "\(name) needs a word on each side; to look for the word itself write it in small letters"
        case .refused(let message): message
        }
    }
}

/// A user's query as an expression of SQLite's FTS5.
///
///     budget friday        both words            budget OR cost    either
///     "next week"          one after the other   budget NOT cost   the first without the second
///     plan*                words that begin so   (a OR b) c        grouped; NOT binds first, then AND, then OR
///
/// Everything else is a word, so that `don't`, `state-of-the-art`, `3.5%` or `e.g.` need no quotation marks. Letter
/// case and accents do not matter.
struct SearchQuery: Hashable {
    /// What FTS5's MATCH takes.
    let expression: String

    private enum Token: Hashable {
        case operand(String)
        case operation(String)
        case open
        case close
    }

    init(_ text: String) throws(SearchQueryProblem) {
        expression = try Self.assemble(try Self.tokens(text))
    }

    private static func tokens(_ text: String) throws(SearchQueryProblem) -> [Token] {
        var tokens: [Token] = []
        var rest = Array(text)[...]
        while let first = rest.first {
            if isSeparator(first) {
                rest.removeFirst()
            } else if first == "(" || first == ")" {
                tokens.append(first == "(" ? .open : .close)
                rest.removeFirst()
            } else if first == "\"" {
                rest.removeFirst()
                guard let close = rest.firstIndex(of: "\"") else { throw .openQuote }
                let phrase = String(rest[..<close])
                rest = rest[(close + 1)...]
                let isPrefix = rest.first == "*"
                if isPrefix { rest.removeFirst() }
                if let operand = operand(phrase, isPrefix: isPrefix) { tokens.append(operand) }
            } else {
                let word = String(rest.prefix { !isSeparator($0) && !"()\"".contains($0) })
                rest = rest.dropFirst(word.count)
                if ["AND", "OR", "NOT"].contains(word) {
                    tokens.append(.operation(word))
                } else if let operand = operand(word, isPrefix: word.hasSuffix("*")) {
                    tokens.append(operand)
                }
            }
        }
        return tokens
    }

    /// Puts AND where the user put nothing, and checks that the whole is an expression.
    private static func assemble(_ tokens: [Token]) throws(SearchQueryProblem) -> String {
        guard tokens.contains(where: { if case .operand = $0 { true } else { false } }) else {
            // An operator alone is the more helpful complaint.
            for case .operation(let name) in tokens { throw .danglingOperator(name) }
            throw .noWords
        }
        var parts: [String] = []
        var previous: Token?
        var depth = 0
        for token in tokens {
            let followsOperand =
                switch previous {
                case .operand, .close: true
                case nil, .open, .operation: false
                }
            switch token {
            case .operand(let text):
                if followsOperand { parts.append("AND") }
                parts.append(text)
            case .open:
                if followsOperand { parts.append("AND") }
                parts.append("(")
                depth += 1
            case .close:
                guard depth > 0 else { throw .unbalancedBrackets }
                if case .operation(let name) = previous { throw .danglingOperator(name) }
                guard followsOperand else { throw .emptyBrackets }
                parts.append(")")
                depth -= 1
            case .operation(let name):
                guard followsOperand else { throw .danglingOperator(name) }
                parts.append(name)
            }
            previous = token
        }
        if case .operation(let name) = previous { throw .danglingOperator(name) }
        guard depth == 0 else { throw .unbalancedBrackets }
        return parts.joined(separator: " ")
    }

    /// A quoted FTS5 string, or nil for text in which the tokenizer finds nothing, such as a lone dash: within an
    /// expression FTS5 would let it match no turn at all.
    private static func operand(_ text: String, isPrefix: Bool) -> Token? {
        guard text.unicodeScalars.contains(where: isIndexed) else { return nil }
        let word = text.filter { !isControl($0) }.reversed().drop { $0 == "*" }.reversed()
        return .operand("\"\(String(word))\"" + (isPrefix ? " *" : ""))
    }

    private static func isSeparator(_ character: Character) -> Bool { character.isWhitespace || isControl(character) }

    private static func isControl(_ character: Character) -> Bool {
        character.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    /// Whether `unicode61` makes the character part of a token.
    private static func isIndexed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .privateUse:
            true
        default: false
        }
    }
}
