/// Spelled numbers to digits: `twenty one` → `21`, `nineteen eighty four` → `1984`, `two point five million` →
/// `2500000`, `one oh one` → `101`, `twenty first` → `21st`, `five dollars` → `$5`, `ten per cent` → `10%`.
struct EnglishNumbers {
    private enum Value {
        case none
        /// A number that may still grow by arithmetic.
        case number(Int)
        /// Digits that only grow at the end: years, telephone numbers, decimals.
        case digits(String)
    }

    private enum Kind {
        case other
        case one
        case ten
        case multiplier
    }

    private var value = Value.none
    private var prefix = ""
    private var sources = 0..<0
    private var previous = Kind.other
    private var result: [NormalizedWord] = []

    /// Replaces the numbers in a text.
    static func toDigits(_ words: [NormalizedWord]) -> [NormalizedWord] {
        var state = EnglishNumbers()
        var place = 0
        while place < words.count {
            let after = place + 1 < words.count ? words[place + 1] : nil
            place += state.take(words[place], after: after) ? 2 : 1
        }
        state.finish()
        return joiningCents(state.result)
    }

    /// Takes a word; true where it took the next one with it.
    private mutating func take(_ word: NormalizedWord, after: NormalizedWord?) -> Bool {
        let text = word.text
        if let small = EnglishTables.ones[text] {
            append(small, word)
        } else if let ten = EnglishTables.tens[text] {
            append(ten, word)
        } else if let factor = EnglishTables.multipliers[text] {
            multiply(by: factor, word)
        } else if let ordinal = EnglishTables.ordinals[text] {
            // "thirty first" is one number, "one second" is not.
            if previous != .ten && previous != .multiplier { finish() }
            _ = take(NormalizedWord(text: ordinal.cardinal, sources: word.sources), after: nil)
            finish(suffix: ordinal.ending)
        } else if let first = text.unicodeScalars.first, "0"..."9" ~= first || "$£€¢".unicodeScalars.contains(first) {
            takeDigits(word)
        } else {
            return takeAround(word, after: after)
        }
        return false
    }

    /// Words that are part of a number only beside one.
    private mutating func takeAround(_ word: NormalizedWord, after: NormalizedWord?) -> Bool {
        let isNumberNext = after.map { Self.isNumber($0.text) } ?? false
        switch (word.text, value) {
        case ("oh", .number), ("oh", .digits), ("o", .number), ("o", .digits):
            guard isNumberNext else { break }
            extend("0", word)
            return false
        case ("and", .number):
            guard previous == .multiplier && isNumberNext else { break }
            previous = .other
            return false
        case ("point", .number), ("point", .digits):
            guard isNumberNext else { break }
            extend(".", word)
            return false
        case ("double", _), ("triple", _):
            guard let after, let digit = EnglishTables.ones[after.text], digit < 10 else { break }
            let times = word.text == "double" ? 2 : 3
            extend(String(repeating: "\(digit)", count: times), word)
            cover(after)
            return true
        case ("percent", .number), ("percent", .digits):
            cover(word)
            finish(suffix: "%")
            return false
        case ("per", .number), ("per", .digits):
            guard let after, after.text == "cent" else { break }
            cover(after)
            finish(suffix: "%")
            return true
        case (let unit, .number), (let unit, .digits):
            guard let sign = EnglishTables.currencies[unit], prefix.isEmpty else { break }
            cover(word)
            prefix = sign
            finish()
            return false
        default: break
        }
        finish()
        result.append(word)
        return false
    }

    private static func isNumber(_ text: String) -> Bool {
        EnglishTables.ones[text] != nil || EnglishTables.tens[text] != nil || EnglishTables.multipliers[text] != nil
            || EnglishTables.ordinals[text] != nil || text.unicodeScalars.first.map { "0"..."9" ~= $0 } == true
    }

    /// A number word below a hundred.
    private mutating func append(_ number: Int, _ word: NormalizedWord) {
        let isTen = EnglishTables.tens[word.text] != nil
        // "$5" is complete, but for a million.
        if !prefix.isEmpty { finish() }
        cover(word)
        switch value {
        case .none: value = number == 0 ? .digits("0") : .number(number)
        case .digits(let digits):
            // "twenty" left a zero for the "four" of "twenty twenty four".
            let isUnit = previous == .ten && !isTen && 1...9 ~= number
            value = .digits((isUnit ? String(digits.dropLast()) : digits) + "\(number)")
        case .number(let total):
            let unit = isTen || number > 9 ? 100 : 10
            let (sum, overflow) = total.addingReportingOverflow(number)
            if previous != .one && number > 0 && total % unit == 0 && total > 0 && !overflow {
                value = .number(sum)
            } else {
                value = .digits("\(total)\(number)")
            }
        }
        previous = isTen ? .ten : .one
    }

    private mutating func multiply(by factor: Int, _ word: NormalizedWord) {
        switch value {
        case .none: value = .number(factor)
        case .number(let total):
            let (grown, overflow) = (total % 1000).multipliedReportingOverflow(by: factor)
            let (sum, overflows) = (total / 1000 * 1000).addingReportingOverflow(grown)
            if overflow || overflows || total % 1000 == 0 {
                finish()
                value = .number(factor)
            } else {
                value = .number(sum)
            }
        case .digits(let digits):
            if let product = Self.product(digits, factor) {
                value = .number(product)
            } else {
                finish()
                value = .number(factor)
            }
        }
        cover(word)
        previous = .multiplier
    }

    /// `2.5` times a million, or nil where that is no whole number.
    private static func product(_ digits: String, _ factor: Int) -> Int? {
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, digits.count <= 12, let units = Int(parts.joined()) else { return nil }
        let scale = parts.count == 2 ? (0..<parts[1].count).reduce(1) { power, _ in power * 10 } : 1
        let (product, overflow) = units.multipliedReportingOverflow(by: factor)
        return overflow || product % scale != 0 || product == 0 ? nil : product / scale
    }

    /// A number that is written in digits, perhaps with a sign before or after it.
    private mutating func takeDigits(_ word: NormalizedWord) {
        var text = word.text[...]
        if case .digits(let digits) = value, digits.hasSuffix("."), text.allSatisfy(\.isNumber) {
            value = .digits(digits + text)
            cover(word)
            return
        }
        finish()
        cover(word)
        if let first = text.first, !first.isNumber {
            prefix = String(first)
            text = text.dropFirst()
        }
        let suffix = text.drop { $0.isNumber || $0 == "." }
        let digits = String(text.dropLast(suffix.count))
        // Leading zeros are part of what was said.
        if let number = Int(digits), String(number) == digits, number > 0 {
            value = .number(number)
        } else {
            value = .digits(digits)
        }
        previous = .other
        if !suffix.isEmpty { finish(suffix: String(suffix)) }
    }

    /// Adds characters to the digits.
    private mutating func extend(_ characters: String, _ word: NormalizedWord) {
        cover(word)
        switch value {
        case .none: value = .digits(characters)
        case .number(let total): value = .digits("\(total)" + characters)
        case .digits(let digits): value = .digits(digits + characters)
        }
        previous = .other
    }

    private mutating func cover(_ word: NormalizedWord) {
        if case .none = value {
            sources = word.sources
        } else {
            sources = sources.lowerBound..<max(sources.upperBound, word.sources.upperBound)
        }
    }

    /// Writes the number that was being read.
    private mutating func finish(suffix: String = "") {
        let text: String? =
            switch value {
            case .none: nil
            case .number(let total): "\(total)"
            case .digits(let digits): digits
            }
        if let text { result.append(NormalizedWord(text: prefix + text + suffix, sources: sources)) }
        value = .none
        prefix = ""
        previous = .other
    }

    /// `$20 and ¢30` → `$20.30`.
    private static func joiningCents(_ words: [NormalizedWord]) -> [NormalizedWord] {
        var joined: [NormalizedWord] = []
        for word in words {
            let dropped = joined.last?.text == "and" ? 2 : 1
            guard word.text.hasPrefix("¢"), let cents = Int(word.text.dropFirst()), cents < 100,
                joined.count >= dropped, case let whole = joined[joined.count - dropped],
                let sign = whole.text.first, "$£€".contains(sign), !whole.text.contains(".")
            else {
                joined.append(word)
                continue
            }
            joined.removeLast(dropped)
            joined.append(
                NormalizedWord(
                    text: whole.text + (cents < 10 ? ".0" : ".") + "\(cents)",
                    sources: whole.sources.lowerBound..<word.sources.upperBound))
        }
        return joined
    }
}
