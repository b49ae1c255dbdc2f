/// The words of both sides beside each other, to be read by people.
public struct WordAlignment: Hashable, Sendable {
    /// One place in the alignment.
    public struct Entry: Hashable, Sendable {
        /// Word of the reference, or nil for an insertion.
        public var reference: String?
        /// Word of the hypothesis, or nil for a deletion.
        public var hypothesis: String?
        /// Probability that the word of the hypothesis is right, as the hypothesis sees it; nil where it does not say.
        public var confidence: Double?

        /// `S`, `D`, `I`, or nil where the words are equal.
        public var kind: Swift.Character? {
            guard let reference else { return "I" }
            guard let hypothesis else { return "D" }
            return reference == hypothesis ? nil : "S"
        }
    }

    /// From the beginning of the recording.
    public var entries: [Entry]

    /// Makes an alignment of words.
    init(_ steps: [AlignmentStep], reference: [PreparedWord], hypothesis: [PreparedWord], numbering: WordNumbering) {
        func entry(_ left: Int?, _ right: Int?) -> Entry {
            Entry(
                reference: left.map { numbering[reference[$0].number] },
                hypothesis: right.map { numbering[hypothesis[$0].number] },
                confidence: right.flatMap { hypothesis[$0].confidence })
        }
        entries = steps.map { step in
            switch step {
            case .pair(let left, let right, _): entry(left, right)
            case .deletion(let left): entry(left, nil)
            case .insertion(let right): entry(nil, right)
            }
        }
    }

    /// Three lines for each stretch: reference, hypothesis and the kinds of error. Missing words are asterisks.
    /// - Parameter width: characters in a line, as far as words allow.
    public func lines(width: Int = 100) -> [String] {
        var result: [String] = []
        var rows = ["ref: ", "hyp: ", "     "]
        for entry in entries {
            let length = max(entry.reference?.count ?? 0, entry.hypothesis?.count ?? 0)
            if rows[0].count + 1 + length > width, rows[0].count > 5 {
                result += rows.map(Self.trimmed) + [""]
                rows = ["ref: ", "hyp: ", "     "]
            }
            let asterisks = String(repeating: "*", count: length)
            let kind = entry.kind.map(String.init) ?? ""
            for (row, text) in [entry.reference ?? asterisks, entry.hypothesis ?? asterisks, kind].enumerated() {
                rows[row] += " " + text + String(repeating: " ", count: length - text.count)
            }
        }
        return result + (entries.isEmpty ? [] : rows.map(Self.trimmed))
    }

    private static func trimmed(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }
}
