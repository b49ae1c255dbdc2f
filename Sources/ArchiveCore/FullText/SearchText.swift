import Foundation
import Transcript

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
package struct SearchText {
    /// What the index takes.
    package let text: String
    /// For each Unicode scalar of `text` from which scalars of the original it comes; nil where it is the original.
    private let origins: [Range<Int>]?

    /// Prepares a text for the index or for a query.
    package init(_ original: String) {
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
                let stands = character.unicodeScalars.first?.isUnspaced == true
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
    package static func indexed(_ text: String) -> String? { isChanged(text) ? SearchText(text).text : nil }

    /// Where parts of `text` are in the original, in Unicode scalars; in order and without overlap.
    package func originals(of parts: [Range<Int>]) -> [Range<Int>] {
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
    package static func isUnspaced(_ character: Character) -> Bool {
        character.unicodeScalars.first?.isUnspaced == true
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
        default: scalar.isUnspaced
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
