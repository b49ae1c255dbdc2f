import Transcript

/// What SubRip and WebVTT have in common.
enum SubtitleImport {
    /// A cue before its speaker is known.
    struct Cue {
        var range: TimeRange
        var speaker: String?
        var text: String
    }

    /// The times of a cue, for example `00:00:01,000 --> 00:00:02,500`, or nil for a line without an arrow.
    static func times(_ line: ImportText.Line) throws(ImportError) -> TimeRange? {
        guard let arrow = line.text.firstRange(of: "-->") else { return nil }
        let end = line.text[arrow.upperBound...].split(whereSeparator: \.isWhitespace).first ?? ""
        let start = line.text[..<arrow.lowerBound].split(whereSeparator: \.isWhitespace).first ?? ""
        guard let from = seconds(start), let to = seconds(end) else {
            throw line.problem("\"\(line.text)\" has no times such as 00:00:01,000 --> 00:00:02,500")
        }
        guard to >= from else { throw line.problem("the cue ends before it starts") }
        return TimeRange(start: from, end: to)
    }

    private static func seconds(_ text: Substring) -> Double? {
        guard let match = text.wholeMatch(of: /(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?/) else {
            return nil
        }
        let parts = [match.1, match.2, match.3].map { $0.flatMap { Double($0) } ?? 0 }
        let fraction = match.4.map { "0." + $0 }.flatMap { Double($0) } ?? 0
        return parts[0] * 3600 + parts[1] * 60 + parts[2] + fraction
    }

    /// The text without tags such as `<i>` and `{\an8}`.
    static func withoutTags(_ text: String) -> String {
        text.replacing(/<\/?[A-Za-z][^<>]*>/, with: "").replacing(/\{\\[^{}]*\}/, with: "")
    }

    /// The name of a speaker, or nil for `?`, with which this program marks what nobody could be told to say.
    static func speaker(_ name: Substring) -> String? { name == "?" ? nil : String(name) }

    /// Cues as turns: what one speaker says in cues that follow one another is a turn.
    ///
    /// Where every cue begins with a name, as in `Ann: Hello` or `[SPEAKER_00]: Hello`, that is the speaker.
    static func transcript(_ cues: [Cue]) -> ImportedTranscript {
        let name = /\s*(?:\[([^\[\]:]{1,60})\]|([^\[\]:]{1,60})):\s+(.*)/.dotMatchesNewlines()
        let matches = cues.map { $0.speaker == nil ? $0.text.wholeMatch(of: name) : nil }
        let areNamed = !cues.isEmpty && matches.allSatisfy { $0 != nil }
        let turns = zip(cues, matches).map { cue, match in
            guard areNamed, let match else {
                return ImportedTurn(text: cue.text, range: cue.range, speaker: cue.speaker)
            }
            return ImportedTurn(
                text: String(match.3), range: cue.range, speaker: (match.1 ?? match.2).flatMap(speaker))
        }
        return ImportedTranscript(turns: turns.filter { !$0.words.isEmpty }.inOrder { $0.range.start }.joined())
    }
}
