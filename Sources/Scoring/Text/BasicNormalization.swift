import Foundation

/// The normalization that `scripts/score-public` applies too, so that figures compare.
enum BasicNormalization {
    static func normalize(_ words: [String]) -> [NormalizedWord] {
        words.enumerated().flatMap { index, word in
            parts(of: word).map { NormalizedWord(text: $0, sources: index..<index + 1) }
        }
    }

    private static func parts(of word: String) -> [String] {
        let scalars = folded(word)
        var parts: [String] = []
        var current = String.UnicodeScalarView()
        func isPart(_ place: Int) -> Bool { scalars.indices.contains(place) && isWord(scalars[place]) }
        for (place, scalar) in scalars.enumerated() {
            // An apostrophe belongs to a word only between two of its characters.
            if isWord(scalar) || scalar == "'" && isPart(place - 1) && isPart(place + 1) {
                current.append(scalar)
            } else if !current.isEmpty {
                parts.append(String(current))
                current = String.UnicodeScalarView()
            }
        }
        if !current.isEmpty { parts.append(String(current)) }
        return parts
    }

    /// NFKC and lower case, with one kind of apostrophe.
    static func folded(_ word: String) -> [Unicode.Scalar] {
        // Apostrophes come first: NFKC would turn a spacing acute into a space and a combining accent.
        let apostrophes = word.unicodeScalars.map { "’‘ʼ`´".unicodeScalars.contains($0) ? "'" : $0 }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: apostrophes)
        // Swift lowers a capital sigma without a look at its place: both small ones are taken for the same letter.
        return String(view).precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars.map {
            $0 == "ς" ? "σ" : $0
        }
    }

    /// Whether a character is a letter or a digit of any script. Combining marks are not.
    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
        default: scalar.properties.numericType != nil
        }
    }
}
