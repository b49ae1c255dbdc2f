import ArchiveCore
import Foundation

/// A user's query as an expression of SQLite's FTS5.
///
///     budget friday        both words            budget OR cost        either
///     "next week"          one after the other   budget NOT cost       the first without the second
///     plan*                words that begin so   (a OR b) c            grouped; NOT binds first, then AND, then OR
///     NEAR(budget spring)  at most ten words between them; NEAR(budget spring, 3): at most three
///
/// Quotation marks may also be those of other languages, as in “next week”, „next week“, «next week» or 「来週」.
///
/// Everything else is a word, so that `don't`, `state-of-the-art`, `3.5%` or `e.g.` need no quotation marks. Letter
/// case and accents do not matter. Characters of scripts without spaces are looked for one after the other, wherever they
/// stand in a sentence; see `SearchText`.
struct SearchQuery: Hashable {
    /// What FTS5's MATCH takes.
    let expression: String

    private enum Token: Hashable {
        case operand(String)
        case operation(String, at: Int)
        case open(at: Int)
        case close(at: Int)
    }

    /// - Parameter otherSpellings: What else to look for in place of a word or phrase.
    init(_ text: String, otherSpellings: [String: [String]] = [:]) throws(SearchQueryProblem) {
        var scanner = Scanner(text, otherSpellings: otherSpellings)
        expression = try Self.assemble(try scanner.tokens())
    }

    /// Puts AND where the user put nothing, and checks that the whole is an expression.
    private static func assemble(_ tokens: [Token]) throws(SearchQueryProblem) -> String {
        guard tokens.contains(where: { if case .operand = $0 { true } else { false } }) else {
            // An operator alone is the more helpful complaint.
            for case .operation(let name, let position) in tokens { throw .danglingOperator(name, at: position) }
            throw .noWords
        }
        var parts: [String] = []
        var previous: Token?
        var openBrackets: [Int] = []
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
            case .open(let position):
                if followsOperand { parts.append("AND") }
                parts.append("(")
                openBrackets.append(position)
            case .close(let position):
                guard let opening = openBrackets.popLast() else { throw .unbalancedBracket(at: position) }
                if case .operation(let name, let position) = previous { throw .danglingOperator(name, at: position) }
                guard followsOperand else { throw .emptyBrackets(at: opening) }
                parts.append(")")
            case .operation(let name, let position):
                guard followsOperand else { throw .danglingOperator(name, at: position) }
                parts.append(name)
            }
            previous = token
        }
        if case .operation(let name, let position) = previous { throw .danglingOperator(name, at: position) }
        if let position = openBrackets.last { throw .unbalancedBracket(at: position) }
        return parts.joined(separator: " ")
    }

    static func isSeparator(_ character: Character) -> Bool { character.isWhitespace || isControl(character) }

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

extension SearchQuery {
    /// Cuts a query into words, phrases, operators and brackets.
    private struct Scanner {
        private let characters: [Character]
        private let otherSpellings: [String: [String]]
        private var position = 0

        init(_ text: String, otherSpellings: [String: [String]]) {
            characters = text.map { Self.fullWidthSigns[$0] ?? $0 }
            self.otherSpellings = Dictionary(
                otherSpellings.map { (Self.folded($0.key), $0.value) }, uniquingKeysWith: +)
        }

        mutating func tokens() throws(SearchQueryProblem) -> [Token] {
            var tokens: [Token] = []
            while position < characters.count {
                let start = position
                switch characters[position] {
                case let character where isSeparator(character): position += 1
                case "(":
                    tokens.append(.open(at: start))
                    position += 1
                case ")":
                    tokens.append(.close(at: start))
                    position += 1
                case let mark where Self.closingMarks(of: mark) != nil:
                    let (phrase, isPrefix) = try quoted()
                    if let operand = operand(phrase, isPrefix: isPrefix) { tokens.append(.operand(operand)) }
                default:
                    let word = word()
                    if word == "NEAR" {
                        tokens.append(.operand(try near(at: start)))
                    } else if ["AND", "OR", "NOT"].contains(word) {
                        tokens.append(.operation(word, at: start))
                    } else if let operand = operand(word, isPrefix: word.hasSuffix("*")) {
                        tokens.append(.operand(operand))
                    }
                }
            }
            return tokens
        }

        /// The text between two quotation marks, of which the first comes next, and whether `*` follows.
        private mutating func quoted() throws(SearchQueryProblem) -> (text: String, isPrefix: Bool) {
            let start = position
            let closing = Self.closingMarks(of: characters[start]) ?? ""
            guard let end = characters[(start + 1)...].firstIndex(where: closing.contains) else {
                throw .openQuote(at: start)
            }
            position = end + 1
            let isPrefix = position < characters.count && characters[position] == "*"
            if isPrefix { position += 1 }
            return (String(characters[(start + 1)..<end]), isPrefix)
        }

        /// With what a quotation closes that begins with a mark; nil for what is no such mark.
        ///
        /// Programs and keyboards of many languages put other marks than the straight one, also in its place.
        private static func closingMarks(of mark: Character) -> String? {
            switch mark {
            case "\"", "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}", "\u{FF02}":
                "\"\u{201C}\u{201D}\u{201F}\u{FF02}"
            case "«": "»"
            case "»": "«»"
            case "‹": "›"
            case "›": "‹›"
            case "「", "｢": "」｣"
            case "『": "』"
            case "〝": "〞〟"
            default: nil
            }
        }

        /// Signs of queries as Chinese and Japanese keyboards write them.
        private static let fullWidthSigns: [Character: Character] = ["（": "(", "）": ")", "，": ",", "＊": "*"]

        /// - Parameter others: What ends a word here beside spaces, brackets and quotation marks.
        private mutating func word(before others: String = "") -> String {
            let start = position
            while position < characters.count, !isSeparator(characters[position]),
                !"()".contains(characters[position]), !others.contains(characters[position]),
                Self.closingMarks(of: characters[position]) == nil
            {
                position += 1
            }
            return String(characters[start..<position])
        }

        /// What follows the word NEAR: words and phrases in brackets, and perhaps a comma and a number.
        private mutating func near(at start: Int) throws(SearchQueryProblem) -> String {
            while position < characters.count, isSeparator(characters[position]) { position += 1 }
            guard position < characters.count, characters[position] == "(" else { throw .badNear(at: start) }
            let opening = position
            position += 1
            var phrases: [String] = []
            var distance: String?
            while true {
                guard position < characters.count else { throw .unbalancedBracket(at: opening) }
                let place = position
                switch characters[place] {
                case let character where isSeparator(character) || character == ",": position += 1
                case ")":
                    position += 1
                    guard phrases.count > 1 else { throw .badNear(at: start) }
                    let limit = distance.map { ", \($0)" } ?? ""
                    return "NEAR(\(phrases.joined(separator: " "))\(limit))"
                case "(": throw .notNearable("another bracket", at: place)
                case let mark where Self.closingMarks(of: mark) != nil:
                    let (phrase, isPrefix) = try quoted()
                    if let phrase = Self.phrase(phrase, isPrefix: isPrefix) { phrases.append(phrase) }
                default:
                    let word = word(before: ",")
                    if ["AND", "OR", "NOT", "NEAR"].contains(word) { throw .notNearable(word, at: place) }
                    if let number = try number(word, at: place) {
                        distance = number
                    } else if let phrase = Self.phrase(word, isPrefix: word.hasSuffix("*")) {
                        phrases.append(phrase)
                    }
                }
            }
        }

        /// The word if it is the number after the comma at the end of the brackets.
        private func number(_ word: String, at place: Int) throws(SearchQueryProblem) -> String? {
            let before = characters[..<place].last { !isSeparator($0) }
            let after = characters[position...].first { !isSeparator($0) && $0 != "," }
            guard before == ",", after == ")", word.wholeMatch(of: #/[-+−]?[0-9]+(?:[.][0-9]+)?/#) != nil else {
                return nil
            }
            guard word.count <= 4, word.allSatisfy({ $0.isASCII && $0.isNumber }) else {
                throw .badDistance(word, at: place)
            }
            return word
        }

        /// A phrase or the group of all its spellings.
        private func operand(_ text: String, isPrefix: Bool) -> String? {
            guard let phrase = Self.phrase(text, isPrefix: isPrefix) else { return nil }
            let others = (otherSpellings[Self.folded(text)] ?? []).compactMap { Self.phrase($0, isPrefix: false) }
            return others.isEmpty ? phrase : "( \(([phrase] + others).joined(separator: " OR ")) )"
        }

        /// A quoted FTS5 string, or nil for text in which the tokenizer finds nothing, such as a lone dash: within an
        /// expression FTS5 would let it match no turn at all.
        private static func phrase(_ text: String, isPrefix: Bool) -> String? {
            let word = text.filter { !isControl($0) && $0 != "\"" }.reversed().drop { $0 == "*" }.reversed()
            let indexed = SearchText(String(word)).text
            guard indexed.unicodeScalars.contains(where: isIndexed) else { return nil }
            return "\"\(indexed)\"" + (isPrefix ? " *" : "")
        }

        private static func folded(_ text: String) -> String {
            text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
        }
    }
}
