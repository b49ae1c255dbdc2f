/// Columns that text takes on a terminal.
public enum TextWidth {
    /// Columns: 2 for East Asian characters and emoji, 0 for what is seen with the character before it or not at all,
    /// else 1.
    ///
    /// After Unicode's East Asian Width (UAX 11): blocks that are wide or full-width throughout, and everything that is
    /// shown as an emoji. Characters of ambiguous width count 1, as terminals have it outside East Asian locales.
    public static func columns(_ text: String) -> Int { text.reduce(0) { $0 + columns(of: $1) } }

    /// The text with spaces after it, or before it, up to a width.
    public static func padded(_ text: String, to width: Int, isLeading: Bool = false) -> String {
        let padding = String(repeating: " ", count: max(0, width - columns(text)))
        return isLeading ? padding + text : text + padding
    }

    /// The beginning of a text, with `…` where something is missing.
    public static func cut(_ text: String, to width: Int) -> String {
        guard columns(text) > width else { return text }
        var kept = ""
        var used = 0
        for character in text {
            used += columns(of: character)
            guard used < width else { break }
            kept.append(character)
        }
        return kept + "…"
    }

    private static func columns(of character: Character) -> Int {
        let columns = character.unicodeScalars.map(columns)
        // Several emoji that are joined are seen as one.
        let isEmoji = character.unicodeScalars.contains { $0.properties.isEmojiPresentation || $0 == "\u{FE0F}" }
        return isEmoji ? columns.max() ?? 0 : columns.reduce(0, +)
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        // Makes an emoji of the character before it.
        if scalar == "\u{FE0F}" { return 2 }
        // Vowels and finals of Hangul, which stand in the block of their first consonant.
        if (0x1160...0x11FF).contains(scalar.value) { return 0 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default:
            let isWide =
                scalar.properties.isEmojiPresentation || wide.contains { $0.contains(scalar.value) }
            return isWide ? 2 : 1
        }
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD,
    ]
}
