import TranscriptText

/// Text that is safe between the tags and in the quoted attributes of XML and HTML.
enum MarkupText {
    /// The text on one line with `& < > " '` as references, and without what XML does not allow.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in InertText.line(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            // Not characters of XML 1.0; control characters are gone already.
            case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
