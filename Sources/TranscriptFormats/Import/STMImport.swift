import Transcript

/// Who says what: recording, channel, speaker, start, end, perhaps a label `<o,f0,male>`, words.
enum STMImport {
    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        var names = NISTNames()
        var turns: [(channel: Substring, turn: ImportedTurn)] = []
        for line in text.records {
            let columns = line.columns
            guard columns.count >= 5 else {
                throw line.problem(
                    "\(columns.count) columns where STM has at least 5 (recording, channel, speaker, start, end, words)"
                )
            }
            names.add(columns[0], channel: columns[1])
            let start = try line.seconds(columns[3], "start")
            let end = try line.seconds(columns[4], "end")
            guard end >= start else { throw line.problem("the segment ends before it starts") }
            var words = columns.dropFirst(5)
            if let label = words.first, label.hasPrefix("<"), label.hasSuffix(">") { words = words.dropFirst() }
            // Marks for the scorer: nothing is said there.
            if ["inter_segment_gap", "excluded_region"].contains(columns[2].lowercased())
                || words.first?.uppercased() == "IGNORE_TIME_SEGMENT_IN_SCORING"
            {
                continue
            }
            // Our own sign, and that of others, for nobody in particular.
            let speaker = ["?", "unknown"].contains(columns[2].lowercased()) ? nil : String(columns[2])
            turns.append(
                (
                    columns[1],
                    ImportedTurn(
                        text: words.joined(separator: " "), range: TimeRange(start: start, end: end), speaker: speaker)
                ))
        }
        try names.check(text)
        return ImportedTranscript(
            turns: turns.map { channel, turn in
                var turn = turn
                turn.channel = names.number(channel)
                return turn
            })
    }
}
