/// Makes text from recordings, file names or people harmless where line ends and columns have a meaning.
public enum InertText {
    /// The text on one line: control characters and line ends become spaces, runs of white space one space.
    ///
    /// A terminal shows it without moving the cursor or changing colours.
    public static func line(_ text: String) -> String {
        var result = ""
        var isSpacePending = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
                isSpacePending = !result.isEmpty
            } else {
                if isSpacePending { result.append(" ") }
                isSpacePending = false
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The text as one column: as `line`, with `_` for spaces, never empty, and no comment at the start of a line.
    public static func column(_ text: String) -> String {
        let joined = line(text).split(separator: " ").joined(separator: "_")
        guard let first = joined.first else { return "_" }
        return first == ";" ? "_" + joined.dropFirst() : joined
    }
}
