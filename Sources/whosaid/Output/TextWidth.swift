/// Columns that text takes on a terminal.
enum TextWidth {
    /// Columns, where everything that may be wide is taken to be.
    static func columns(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + (isDrawnOver($1) ? 0 : mayBeWide($1) ? 2 : 1) }
    }

    /// The beginning of a text, with `…` where something is missing.
    static func cut(_ text: String, to width: Int) -> String {
        guard columns(text) > width else { return text }
        var kept = ""
        for character in text {
            guard columns(kept + String(character)) < width else { break }
            kept.append(character)
        }
        return kept + "…"
    }

    /// Accents and vowel signs that stand above or below the letter before them.
    private static func isDrawnOver(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x300 && scalar.properties.generalCategory == .nonspacingMark
    }

    /// Everything from the first wide block on, but for punctuation, arrows and the like.
    private static func mayBeWide(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x1100 && !(0x2000...0x2E7F).contains(scalar.value)
    }
}
