import Transcript

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
