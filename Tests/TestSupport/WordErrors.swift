/// Counts how far recognized words are from those that were spoken.
public enum WordErrors {
    /// Words in lower case without punctuation, apostrophes kept.
    public static func words(_ text: String) -> [String] {
        let plain = text.lowercased().map { $0.isLetter || $0.isNumber || $0 == "'" ? $0 : " " }
        return String(plain).split(separator: " ").map(String.init)
    }

    /// The fewest insertions, deletions and substitutions that make one list of the other (Levenshtein, 1966).
    public static func count<Element: Equatable>(_ spoken: [Element], _ found: [Element]) -> Int {
        var row = Array(0...found.count)
        for (i, word) in spoken.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in found.enumerated() {
                let substituted = diagonal + (word == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[found.count]
    }
}
