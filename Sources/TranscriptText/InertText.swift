/// Makes text from recordings, file names or people harmless where line ends and columns have a meaning.
public enum InertText {
    /// The text on one line: control characters and line ends become spaces, runs of white space one space.
    ///
    /// A terminal shows it without moving the cursor or changing colours.
    public static func line(_ text: String) -> String {
        var result = ""
        var isSpacePending = false
        for scalar in text.unicodeScalars {
            if isSpaceOrControl(scalar) {
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

    /// A part of a line: every control character and white space becomes one space, so that spaces at the ends stay.
    public static func part(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(isSpaceOrControl(scalar) ? " " : scalar) }
        return String(result)
    }

    private static func isSpaceOrControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
    }
}
