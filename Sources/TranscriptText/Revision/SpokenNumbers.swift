/// Numbers of telephones and payment cards among words, in figures or spoken digit by digit.
struct SpokenNumbers {
    let phones: Bool
    let cards: Bool

    private static let spokenDigits = [
        "zero": "0", "oh": "0", "o": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
        "seven": "7", "eight": "8", "nine": "9",
    ]

    /// Each with `[phone]` or `[card]` to be written in its place.
    func matches(in words: [String]) -> [PhraseReplacements.Match] {
        guard phones || cards else { return [] }
        let numbers = Self.digits(words)
        var matches: [PhraseReplacements.Match] = []
        var index = 0
        while index < words.count {
            // Words of digits that follow one another are one number, in whatever groups they are spoken.
            let end = numbers[index...].firstIndex { $0 == nil } ?? words.count
            let run = index..<end
            if !run.isEmpty, let name = name(numbers[run].compactMap(\.self), words[run]) {
                // Signs that belong to the number go with it.
                let opening = WordShape(words[index]).prefix.filter { !"+(".contains($0) }
                let closing = WordShape(words[end - 1]).suffix.filter { $0 != ")" }
                matches.append(PhraseReplacements.Match(run: run, texts: [opening + name + closing]))
            }
            index = max(end, index + 1)
        }
        return matches
    }

    /// A card number may have its date of expiry or its check value before or after it; all of it goes.
    private func name(_ numbers: [String], _ words: ArraySlice<String>) -> String? {
        if cards, Self.holdsCard(numbers) { return "[card]" }
        let count = numbers.reduce(0) { $0 + $1.count }
        return phones && count >= 7 && !words.allSatisfy(Self.isDate) ? "[phone]" : nil
    }

    /// Whether some of the groups, one after the other, pass the check of payment cards.
    static func holdsCard(_ numbers: [String]) -> Bool {
        numbers.indices.contains { first in
            var digits = ""
            for number in numbers[first...] {
                digits += number
                if digits.count > 19 { return false }
                if digits.count >= 13, passesLuhn(digits) { return true }
            }
            return false
        }
    }

    /// The digits of each word, or nil for other words. `Triple five` is 55 and then 5.
    private static func digits(_ words: [String]) -> [String?] {
        var numbers = words.map(digits)
        for (index, word) in words.enumerated().dropLast() {
            guard let more = repetitions[WordShape(word).key], let digit = numbers[index + 1], digit.count == 1
            else { continue }
            numbers[index] = String(repeating: digit, count: more)
        }
        return numbers
    }

    /// How many more digits a word says than the one after it.
    private static let repetitions = ["double": 1, "triple": 2, "treble": 2]

    /// The digits of a word that has no letters, with the signs that group digits between them; or of a spoken digit.
    private static func digits(_ word: String) -> String? {
        let core = WordShape(word).key
        if let digit = spokenDigits[core] { return digit }
        let found = word.compactMap(\.wholeNumberValue).filter { $0 < 10 }
        guard !found.isEmpty, word.allSatisfy({ $0.isWholeNumber || "+()-‐‑–—_./,;:!?\"'“”’".contains($0) }),
            !isAmount(core)
        else { return nil }
        return found.map(String.init).joined()
    }

    /// Thousands with commas, or a decimal fraction.
    private static func isAmount(_ core: String) -> Bool {
        core.wholeMatch(of: #/\d{1,3}(,\d{3})+(\.\d+)?|\d+[.,]\d{1,2}/#) != nil
    }

    private static func isDate(_ word: String) -> Bool {
        WordShape(word).core.wholeMatch(of: #/\d{4}[-\/.]\d{1,2}[-\/.]\d{1,2}|\d{1,2}[-\/.]\d{1,2}[-\/.]\d{4}/#) != nil
    }

    /// Whether the last digit is the check digit of ISO/IEC 7812.
    static func passesLuhn(_ digits: String) -> Bool {
        let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
            let value = digit.element.wholeNumberValue ?? 0
            guard digit.offset % 2 == 1 else { return sum + value }
            return sum + (value > 4 ? 2 * value - 9 : 2 * value)
        }
        return sum % 10 == 0
    }
}
