public import Transcript

/// Right spellings of names and jargon that a recognizer gets wrong.
///
/// A file of it has a line for each: what is written wrongly, a tab or `=>`, and what is right. Empty lines and lines
/// that begin with `#` are left out.
///
///     cooper netties => Kubernetes
///     jean look => Jean-Luc
///
/// The wrong side fits whole words whatever the case of their letters and the punctuation around them, also several
/// words one after the other within a turn; the right side is written exactly as it is in the file, with the
/// punctuation that stood around the wrong words. The longest fit counts, of equal ones the first in the file.
public struct Vocabulary: Hashable, Sendable {
    /// What is wrong and what is right.
    public struct Entry: Hashable, Sendable {
        /// Words, one or more.
        public let wrong: [String]
        /// Words, one or more.
        public let right: [String]
    }

    /// Why a file is none of these.
    public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
        /// The line, from 1.
        public let line: Int
        /// What is wrong with it and how it should be.
        public let description: String
    }

    /// The entries in the order of the file.
    public let entries: [Entry]

    /// Reads the text of a file.
    public init(_ text: String) throws(Problem) {
        var entries: [Entry] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let visible = line.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
            if visible.isEmpty || visible.first == "#" { continue }
            let sides = Self.sides(visible)
            guard sides.count == 2 else {
                throw Problem(line: index + 1, description: "write `wrong => right`, or a tab between the two")
            }
            let words = sides.map { $0.split(whereSeparator: \.isWhitespace).map { InertText.line(String($0)) } }
            guard words[0].contains(where: { !WordShape($0).key.isEmpty }), !words[1].isEmpty else {
                throw Problem(line: index + 1, description: "there must be words on both sides")
            }
            entries.append(Entry(wrong: words[0], right: words[1]))
        }
        self.entries = entries
    }

    private static func sides(_ line: Substring) -> [Substring] {
        let byArrow = line.ranges(of: "=>")
        if let arrow = byArrow.first {
            return byArrow.count == 1 ? [line[..<arrow.lowerBound], line[arrow.upperBound...]] : []
        }
        return line.split(separator: "\t", omittingEmptySubsequences: false)
    }

    /// What else to look for where a right spelling is looked for.
    public var otherSpellings: [String: [String]] {
        Dictionary(
            entries.map { ($0.right.joined(separator: " "), [$0.wrong.joined(separator: " ")]) },
            uniquingKeysWith: +)
    }

    /// The transcript with the right spellings. Words that are replaced keep their time, shared where their number
    /// changes, and their confidence becomes 1, as a person has chosen them.
    public func applied(to transcript: MeetingTranscript) -> MeetingTranscript {
        let phrases = phrases
        var result = transcript
        for index in result.turns.indices {
            result.turns[index] = result.turns[index].replacing(
                phrases.matches(in: result.turns[index].words.map(\.text)))
        }
        return result
    }

    /// A text with the right spellings, and what of it matches a search.
    /// - Parameter matches: In Unicode scalars of the text; those of the new text are given back. A replaced part
    ///   matches as a whole where any of the old one did.
    public func applied(to text: String, matches: [Range<Int>]) -> (text: String, matches: [Range<Int>]) {
        let scalars = Array(text.unicodeScalars)
        let spans = scalars.split(whereSeparator: \.properties.isWhitespace).map(\.indices)
        let words = spans.map { String(String.UnicodeScalarView(scalars[$0])) }
        var edit = MarkedText(scalars, matches: matches)
        for found in phrases.matches(in: words).reversed() {
            edit.replace(
                spans[found.run.lowerBound].lowerBound..<spans[found.run.upperBound - 1].upperBound,
                with: found.texts.joined(separator: " "))
        }
        return (edit.text, edit.matches)
    }

    private var phrases: PhraseReplacements {
        PhraseReplacements(entries.map { entry in (entry.wrong, entry.right) })
    }
}
