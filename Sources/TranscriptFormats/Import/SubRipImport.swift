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
