/// A text and ranges of it that move along as parts are replaced.
struct MarkedText {
    private var scalars: [Unicode.Scalar]
    private(set) var matches: [Range<Int>]

    init(_ scalars: [Unicode.Scalar], matches: [Range<Int>]) {
        self.scalars = scalars
        self.matches = matches
    }

    /// The text as it is now.
    var text: String { String(String.UnicodeScalarView(scalars)) }

    /// Replaces a part. Matches in it become one, the whole of the new part.
    mutating func replace(_ range: Range<Int>, with text: String) {
        let new = Array(text.unicodeScalars)
        let end = range.lowerBound + new.count
        let shift = new.count - range.count
        let inside = matches.filter { $0.overlaps(range) }
        matches =
            matches.filter { $0.upperBound <= range.lowerBound }
            + (inside.isEmpty || new.isEmpty ? [] : [range.lowerBound..<end])
            + matches.filter { $0.lowerBound >= range.upperBound && !inside.contains($0) }
            .map { ($0.lowerBound + shift)..<($0.upperBound + shift) }
        scalars.replaceSubrange(range, with: new)
    }
}
