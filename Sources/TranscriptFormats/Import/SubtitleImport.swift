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

/// SubRip subtitles.
enum SubRipImport {
    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        var cues: [SubtitleImport.Cue] = []
        var lines = text.lines[...]
        while let line = lines.first {
            lines.removeFirst()
            guard line.text.contains(where: { !$0.isWhitespace }) else { continue }
            var times = line
            if line.columns.count == 1, Int(line.columns[0]) != nil, let next = lines.first {
                times = next
                lines.removeFirst()
            }
            guard let range = try SubtitleImport.times(times) else {
                throw times.problem("\"\(times.text)\" stands where the times of a cue should")
            }
            let content = lines.prefix { $0.text.contains { !$0.isWhitespace } }
            lines = lines.dropFirst(content.count)
            let words = content.map { SubtitleImport.withoutTags(String($0.text)) }.joined(separator: "\n")
            cues.append(SubtitleImport.Cue(range: range, text: words))
        }
        return SubtitleImport.transcript(cues)
    }
}

/// WebVTT subtitles, with speakers as voices (`<v Ann>`).
enum WebVTTImport {
    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        var lines = text.lines[...]
        guard let first = lines.popFirst(),
            first.text == "WEBVTT" || first.text.hasPrefix("WEBVTT ")
                || first.text.hasPrefix("WEBVTT\t")
        else {
            throw .line(file: text.file, line: 1, problem: "WebVTT must begin with WEBVTT")
        }
        lines = lines.drop { !$0.text.isEmpty }
        var cues: [SubtitleImport.Cue] = []
        while let line = lines.first {
            guard !line.text.isEmpty else {
                lines.removeFirst()
                continue
            }
            let block = lines.prefix { !$0.text.isEmpty }
            lines = lines.dropFirst(block.count)
            if ["NOTE", "STYLE", "REGION"].contains(line.text.prefix { !$0.isWhitespace }) { continue }
            // A cue may have a name on the line before its times.
            guard let times = block.prefix(2).first(where: { $0.text.contains("-->") }),
                let range = try SubtitleImport.times(times)
            else { throw line.problem("\"\(line.text)\" stands where the times of a cue should") }
            let content = block.drop { $0.number <= times.number }.map(\.text).joined(separator: "\n")
            cues += voices(content, range)
        }
        return SubtitleImport.transcript(cues)
    }

    /// A cue may hold several voices, which share its time by letters.
    private static func voices(_ content: String, _ range: TimeRange) -> [SubtitleImport.Cue] {
        var parts: [(speaker: String?, text: String)] = []
        var reached = content.startIndex
        var speaker: String?
        func finish(_ end: String.Index) {
            let text = plain(String(content[reached..<end]))
            if text.contains(where: { !$0.isWhitespace }) { parts.append((speaker, text)) }
        }
        for tag in content.matches(of: /<(\/?)v(?:[.][^\s<>]*)?(?:\s+([^<>]*))?>/) {
            finish(tag.range.lowerBound)
            reached = tag.range.upperBound
            speaker = tag.1.isEmpty ? tag.2.flatMap { SubtitleImport.speaker(plain(String($0))[...]) } : nil
        }
        finish(content.endIndex)
        let times = ImportedTurn.share(range, among: parts.map { $0.text[...] })
        return zip(parts, times).map { SubtitleImport.Cue(range: $1, speaker: $0.speaker, text: $0.text) }
    }

    /// The text without tags and time stamps, and with its references resolved.
    private static func plain(_ text: String) -> String {
        var text = SubtitleImport.withoutTags(text).replacing(/<\d[\d:.]*>/, with: "")
        // The ampersand comes last, so that `&amp;lt;` becomes `&lt;`.
        let references = [
            ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{A0}"), ("&lrm;", "\u{200E}"), ("&rlm;", "\u{200F}"),
            ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
        ]
        for (reference, character) in references { text = text.replacing(reference, with: character) }
        return text
    }
}
