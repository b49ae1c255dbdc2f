import Foundation

/// A text as the full-text index takes it.
///
/// The index tells words by spaces and punctuation, so that a whole sentence in a script that puts none between its words
/// would be one word to it. In this text each character of such a script stands by itself, and a query looks for those
/// of its own one after the other: whatever part of a sentence is asked for is found. Korean, whose words have endings,
/// is taken by syllables in the same way. Vowel signs and tone marks, at which the index would cut, are written as
/// letters of the private use area; half and full width forms are those of normal width (NFKC). The apostrophe that counts
/// as a letter is the one that does not.
///
/// A text without such characters is left as it is.
struct SearchText {
    /// What the index takes.
    let text: String
    /// For each Unicode scalar of `text` from which scalars of the original it comes; nil where it is the original.
    private let origins: [Range<Int>]?

    /// Prepares a text for the index or for a query.
    init(_ original: String) {
        guard Self.isChanged(original) else {
            (text, origins) = (original, nil)
            return
        }
        var scalars = String.UnicodeScalarView()
        var origins: [Range<Int>] = []
        var position = 0
        var needsSpace = false
        func append(_ scalar: Unicode.Scalar, _ origin: Range<Int>) {
            scalars.append(scalar)
            origins.append(origin)
        }
        for cluster in original {
            let origin = position..<(position + cluster.unicodeScalars.count)
            position = origin.upperBound
            guard cluster.unicodeScalars.contains(where: Self.isChanged) else {
                if needsSpace { append(" ", origin.lowerBound..<origin.lowerBound) }
                needsSpace = false
                for (index, scalar) in cluster.unicodeScalars.enumerated() {
                    append(scalar, (origin.lowerBound + index)..<(origin.lowerBound + index + 1))
                }
                continue
            }
            // One sign may stand for several characters; Foundation leaves some of them decomposed.
            let normal = String(cluster).precomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
            for character in normal {
                let stands = character.unicodeScalars.first.map(Self.isUnspaced) == true
                if needsSpace || (stands && !scalars.isEmpty) { append(" ", origin.lowerBound..<origin.lowerBound) }
                needsSpace = stands
                for scalar in character.unicodeScalars {
                    let scalar = scalar.value == Self.letterApostrophe ? "'" : scalar
                    if let letter = stands ? Self.letter(for: scalar) : scalar { append(letter, origin) }
                }
            }
        }
        self.text = String(scalars)
        self.origins = origins
    }

    /// The text that the index takes instead of the original; nil where it takes the original.
    static func indexed(_ text: String) -> String? { isChanged(text) ? SearchText(text).text : nil }

    /// Where parts of `text` are in the original, in Unicode scalars; in order and without overlap.
    func originals(of parts: [Range<Int>]) -> [Range<Int>] {
        guard let origins else { return parts }
        return parts.reduce(into: []) { ranges, part in
            guard !part.isEmpty, origins.indices.contains(part.upperBound - 1) else { return }
            let range = origins[part.lowerBound].lowerBound..<origins[part.upperBound - 1].upperBound
            if let last = ranges.last, range.lowerBound < last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else if !range.isEmpty {
                ranges.append(range)
            }
        }
    }

    /// Whether a character is of a script that puts no spaces between words, or is taken as if it were.
    static func isUnspaced(_ character: Character) -> Bool {
        character.unicodeScalars.first.map(isUnspaced) == true
    }

    // MARK: Characters

    /// What `GLOB` of SQLite finds in all texts that the index may take otherwise than they are, and in a few others.
    static let pattern =
        "*[\u{2BC}\u{E00}-\u{EFF}\u{1000}-\u{11FF}\u{1780}-\u{17FF}\u{1950}-\u{1B7F}\u{2E80}-\u{10FFFF}]*"

    private static let letterApostrophe: UInt32 = 0x2BC

    private static func isChanged(_ text: String) -> Bool {
        // All such characters begin with one of these bytes in UTF-8.
        text.utf8.contains { $0 >= 0xE0 || $0 == 0xCA } && text.unicodeScalars.contains(where: isChanged)
    }

    private static func isChanged(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Half and full width forms, circled and square ones.
        case 0xFF01...0xFFEE, 0x3200...0x33FF, letterApostrophe: true
        default: isUnspaced(scalar)
        }
    }

    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0xE00 else { return false }
        return switch scalar.value {
        case 0xE00...0xEFF: true  // Thai, Lao
        case 0x1000...0x109F, 0xA9E0...0xA9FF, 0xAA60...0xAA7F: true  // Myanmar
        case 0x1780...0x17FF: true  // Khmer
        case 0x1950...0x19DF, 0x1A20...0x1AAF, 0xAA80...0xAADF: true  // Tai Le, New Tai Lue, Tai Tham, Tai Viet
        case 0x1B00...0x1B7F, 0xA980...0xA9DF: true  // Balinese, Javanese
        case 0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xAC00...0xD7FF: true  // Hangul
        case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3021...0x302F, 0x3031...0x3035, 0x3038...0x303C: true  // Han
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true  // Han
        case 0x3041...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0x1AFF0...0x1B16F: true  // Kana
        case 0x3100...0x312F, 0x31A0...0x31BF: true  // Bopomofo
        default: false
        }
    }

    /// A scalar that the index takes for part of a word; nil for one that makes no difference.
    private static func letter(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark:
            // Variation selectors choose the shape of one and the same character.
            guard scalar.value < 0xFE00 else { return nil }
            return Unicode.Scalar(0xF0000 + scalar.value)
        default: return scalar
        }
    }
}
