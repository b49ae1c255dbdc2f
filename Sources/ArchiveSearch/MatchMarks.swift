/// What FTS5 puts around matches, so that they can be found again in the text.
struct MatchMarks {
    let opening: String
    let closing: String

    /// Marks that the text itself does not hold: control characters around a number.
    init(notIn text: String) {
        var number = 0
        while text.contains(Self.mark(number)) || text.contains(Self.mark(number + 1)) { number += 1 }
        opening = Self.mark(number)
        closing = Self.mark(number + 1)
    }

    private static func mark(_ number: Int) -> String { "\u{2}\(number)\u{3}" }

    /// Where the marked parts are in the text, in Unicode scalars.
    ///
    /// FTS5 leaves out what stands between U+0000 and the next match, so that each part is looked for from the end of
    /// the one before.
    func ranges(in text: String, marked: String) -> [Range<Int>] {
        let scalars = Array(text.unicodeScalars)
        var ranges: [Range<Int>] = []
        var position = 0
        var rest = Array(marked.unicodeScalars)[...]
        while let start = Self.index(of: Array(opening.unicodeScalars), in: rest),
            let end = Self.index(of: Array(closing.unicodeScalars), in: rest[start...])
        {
            let before = start - rest.startIndex
            let part = rest[(start + opening.unicodeScalars.count)..<end]
            let isWhole =
                position + before + part.count <= scalars.count
                && scalars[(position + before)..<(position + before + part.count)].elementsEqual(part)
            let found = isWhole ? position + before : Self.index(of: Array(part), in: scalars[position...])
            if let found, !part.isEmpty {
                ranges.append(found..<(found + part.count))
                position = found + part.count
            }
            rest = rest[(end + closing.unicodeScalars.count)...]
        }
        return ranges
    }

    private static func index(of part: [Unicode.Scalar], in scalars: ArraySlice<Unicode.Scalar>) -> Int? {
        guard let first = part.first, scalars.count >= part.count else { return nil }
        return (scalars.startIndex...(scalars.endIndex - part.count)).first {
            scalars[$0] == first && scalars[$0..<($0 + part.count)].elementsEqual(part)
        }
    }
}
