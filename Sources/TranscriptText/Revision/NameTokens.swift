import Foundation
import Transcript

/// The runs of letters and of digits in a text, in the form in which names are compared.
///
/// Case, accents, widths (`Ａｎｎ`) and characters that are not seen do not matter. A run of letters is parted where a
/// small letter meets a capital, as in `McAllister`.
struct NameTokens {
    /// One run.
    struct Token: Hashable {
        /// The run in the form in which it is compared; never empty.
        let key: String
        /// Where it is, in scalars of the text.
        let range: Range<Int>
    }

    let tokens: [Token]

    init(_ scalars: [Unicode.Scalar]) {
        var tokens: [Token] = []
        var start: Int?
        func close(_ end: Int) {
            guard let first = start else { return }
            start = nil
            let key = Self.key(scalars[first..<end])
            if !key.isEmpty { tokens.append(Token(key: key, range: first..<end)) }
        }
        for index in scalars.indices {
            let scalar = scalars[index]
            guard Self.belongs(scalar) else {
                close(index)
                continue
            }
            if let start, Self.isBorder(scalars[start..<index], scalar) { close(index) }
            if start == nil { start = index }
        }
        close(scalars.count)
        self.tokens = tokens
    }

    init(_ text: String) { self.init(Array(text.unicodeScalars)) }

    /// All tokens without what stands between them.
    var joined: String { tokens.map(\.key).joined() }

    /// Whether the name is in a script that does not part words, so that it may stand within a longer run.
    static func isUnspaced(_ name: String) -> Bool {
        name.count > 1 && name.unicodeScalars.contains { $0.isUnspaced }
    }

    /// Signs that people write for an apostrophe, also those that Unicode counts among the letters.
    static let apostrophes = Set("'’‘`´ʹʻʼʽʾʿˈꞌ＇".unicodeScalars)

    private static func belongs(_ scalar: Unicode.Scalar) -> Bool {
        guard !apostrophes.contains(scalar) else { return false }
        return scalar.properties.isAlphabetic || isDigit(scalar) || isMark(scalar)
            || scalar.properties.isDefaultIgnorableCodePoint
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.numericType != nil }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        [.nonspacingMark, .spacingMark, .enclosingMark].contains(scalar.properties.generalCategory)
    }

    private static func isBorder(_ run: ArraySlice<Unicode.Scalar>, _ next: Unicode.Scalar) -> Bool {
        let isSilent = isMark(next) || next.properties.isDefaultIgnorableCodePoint
        guard !isSilent,
            let last = run.last(where: { !isMark($0) && !$0.properties.isDefaultIgnorableCodePoint })
        else { return false }
        return isDigit(last) != isDigit(next) || (last.properties.isLowercase && next.properties.isUppercase)
    }

    /// The form in which a run is compared.
    static func key(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        // Runs of letters that need no folding but for their case are by far the most frequent.
        if scalars.allSatisfy(\.isASCII) { return String(String.UnicodeScalarView(scalars)).lowercased() }
        let text = String(String.UnicodeScalarView(scalars)).decomposedStringWithCompatibilityMapping
        // By way of capitals, `ß` becomes `ss`.
        let folded = text.uppercased().lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars
        return folded.reduce(into: "") { key, scalar in
            guard scalar.properties.generalCategory != .nonspacingMark,
                !scalar.properties.isDefaultIgnorableCodePoint
            else { return }
            key += plainLetters[scalar] ?? String(scalar)
        }
    }

    /// Letters with a stroke and joined letters, which Unicode does not take apart.
    private static let plainLetters: [Unicode.Scalar: String] = [
        "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "ŀ": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t",
        "ı": "i", "ŋ": "n", "ɨ": "i", "ƶ": "z", "ǥ": "g",
    ]
}
