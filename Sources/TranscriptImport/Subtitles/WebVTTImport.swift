/// WebVTT subtitles, with speakers as voices (`<v Ann>`) or names.
enum WebVTTImport {
    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        guard let first = text.lines.first,
            first.text == "WEBVTT" || first.text.hasPrefix("WEBVTT ") || first.text.hasPrefix("WEBVTT\t")
        else {
            throw .line(file: text.file, line: 1, problem: "WebVTT must begin with WEBVTT")
        }
        // The header ends with an empty line, or where the first cue begins.
        let body = text.lines.drop { !$0.isEmpty && !SubtitleClock.isTiming($0.text) }
        let (blocks, before) = try SubtitleImport.blocks(withoutNotes(body)) { heading in
            // Names of cues may be any text; below a text only a number is taken for one.
            heading.isAboveTimes && (!heading.isBelowContent || heading.number != nil)
        }
        if let first = before.first(where: { !$0.isEmpty }) {
            guard !blocks.isEmpty else {
                throw first.problem("\"\(first.text)\" stands where the times of a cue should")
            }
            text.notes.add(.strayLine, at: "line \(first.number)", count: before.count { !$0.isEmpty })
        }
        return SubtitleImport.transcript(blocks, text.notes)
    }

    /// The lines without blocks that say nothing: notes, styles and regions, each up to an empty line.
    private static func withoutNotes(_ lines: ArraySlice<ImportText.Line>) -> [ImportText.Line] {
        var kept: [ImportText.Line] = []
        var isNote = false
        for line in lines {
            if line.isEmpty {
                isNote = false
            } else if kept.last?.isEmpty ?? true, ["NOTE", "STYLE", "REGION"].contains(line.columns.first) {
                isNote = true
            }
            if !isNote { kept.append(line) }
        }
        return kept
    }
}
