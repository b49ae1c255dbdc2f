/// SubRip subtitles.
enum SubRipImport {
    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        // Number of the cue that was read last.
        var last: Int?
        let (blocks, before) = try SubtitleImport.blocks(text.lines) { heading in
            guard let number = heading.number else { return false }
            // A number that stands apart is one of a cue; else it must be the next one.
            let isExpected = last.map { number == $0 + 1 } ?? (number <= 1)
            guard isExpected || (heading.isAboveTimes && !heading.isBelowContent) else { return false }
            last = number
            return true
        }
        let stray = before.filter { !$0.isEmpty && ($0.columns.count != 1 || Int($0.columns[0]) == nil) }
        if let first = stray.first {
            guard !blocks.isEmpty else {
                throw first.problem("\"\(first.text)\" stands where the times of a cue should")
            }
            text.notes.add(.strayLine, at: "line \(first.number)", count: stray.count)
        }
        return SubtitleImport.transcript(blocks, text.notes)
    }
}
