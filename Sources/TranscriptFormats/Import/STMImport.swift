import Transcript

/// Who says what: recording, channel, speaker, start, end, perhaps a label `<o,f0,male>`, words.
enum STMImport {
    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        var names = NISTNames()
        var segments: [(channel: Substring, speaker: Substring, span: StatedSpan)] = []
        for line in text.records {
            let columns = line.columns
            guard columns.count >= 5 else {
                throw line.problem(
                    "\(columns.count) columns where STM has at least 5 (recording, channel, speaker, start, end, words)"
                )
            }
            try names.add(String(columns[0]), channel: columns[1], file: text.file)
            let start = try line.seconds(columns[3], "start")
            let end = try line.seconds(columns[4], "end")
            var words = columns.dropFirst(5)
            if let label = words.first, label.hasPrefix("<"), label.hasSuffix(">") { words = words.dropFirst() }
            // Marks for the scorer: nothing is said there.
            if ["inter_segment_gap", "excluded_region"].contains(columns[2].lowercased())
                || words.first?.uppercased() == "IGNORE_TIME_SEGMENT_IN_SCORING"
            {
                continue
            }
            let said = firstReadings(words)
            if said.count < words.count { text.notes.add(.otherReading, at: "line \(line.number)") }
            segments.append(
                (
                    columns[1], columns[2],
                    StatedSpan(
                        start: start, end: end, text: said.joined(separator: " ")[...], place: "line \(line.number)")
                ))
        }
        let numbers = names.numbers
        let ranges = SpanFilling.ranges(segments.map(\.span), text.notes)
        return ImportedTranscript(
            turns: zip(segments, ranges).map { segment, range in
                // Our own sign, and that of others, for nobody in particular.
                let isNobody = ["?", "unknown"].contains(segment.speaker.lowercased())
                return ImportedTurn(
                    text: String(segment.span.text), range: range, speaker: isNobody ? nil : String(segment.speaker),
                    channel: numbers[String(segment.channel)])
            })
    }

    /// The words with the first of each choice `{ a / b }`; `@` stands in it for no word.
    private static func firstReadings(_ words: ArraySlice<Substring>) -> [Substring] {
        guard words.contains("{"), words.contains("}") else { return Array(words) }
        var result: [Substring] = []
        var depth = 0
        var isOther = false
        for word in words {
            switch word {
            case "{": depth += 1
            case "}" where depth > 0:
                depth -= 1
                if depth == 0 { isOther = false }
            case "/" where depth > 0: isOther = true
            case "@" where depth > 0: break
            default: if !isOther { result.append(word) }
            }
        }
        return result
    }
}
