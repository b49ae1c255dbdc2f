/// A word apart from the punctuation around it.
struct WordShape: Hashable {
    /// Punctuation before the first letter or digit.
    let prefix: String
    /// From the first letter or digit to the last one, without the possessive.
    let core: String
    /// `'s` at the end of the word, or nothing.
    let possessive: String
    /// Punctuation after it all.
    let suffix: String

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        func part(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
        guard let first = scalars.firstIndex(where: Self.isInner), let last = scalars.lastIndex(where: Self.isInner)
        else {
            (prefix, core, possessive, suffix) = (text, "", "", "")
            return
        }
        let isPossessive =
            last - first > 1 && "sS".unicodeScalars.contains(scalars[last])
            && NameTokens.apostrophes.contains(scalars[last - 1])
        let end = isPossessive ? last - 1 : last + 1
        prefix = part(0..<first)
        core = part(first..<end)
        possessive = part(end..<(last + 1))
        suffix = part((last + 1)..<scalars.count)
    }

    /// What the word is compared by; empty for punctuation alone.
    var key: String { (core + possessive).lowercased() }

    /// The same without the possessive.
    var stemKey: String { core.lowercased() }

    private static func isInner(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
