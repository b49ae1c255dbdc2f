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
            let (said, hasChoice) = firstReadings(words)
            if hasChoice { text.notes.add(.otherReading, at: "line \(line.number)") }
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

    /// The words with the first of each choice `{ a / b }`, which may hold others; `@` stands in it for no word.
    /// - Returns: The words, and whether there is any choice. Braces that do not close are words.
    private static func firstReadings(_ words: ArraySlice<Substring>) -> (words: [Substring], hasChoice: Bool) {
        var result: [Substring] = []
        // For each choice that is open, whether its first reading has ended, and for how many of them it has.
        var choices: [Bool] = []
        var endedCount = 0
        var hasChoice = words.contains("{")
        for word in words.flatMap(partedAtBraces) {
            switch word {
            case "{": choices.append(false)
            case "}" where !choices.isEmpty: if choices.removeLast() { endedCount -= 1 }
            case "/" where !choices.isEmpty:
                if !choices[choices.count - 1] { endedCount += 1 }
                choices[choices.count - 1] = true
                hasChoice = true
            case "@" where !choices.isEmpty: break
            default: if endedCount == 0 { result.append(word) }
            }
        }
        return choices.isEmpty && hasChoice ? (result, true) : (Array(words), false)
    }

    /// Braces written to the words of a choice, as in `{a / b}`, without them; a word in braces is a mark of a noise.
    private static func partedAtBraces(_ word: Substring) -> [Substring] {
        let opening = word.prefix { $0 == "{" }
        let rest = word[opening.endIndex...]
        let closing = rest.reversed().prefix { $0 == "}" }.count
        guard opening.isEmpty || closing == 0 else { return [word] }
        let bare = rest.dropLast(closing)
        return opening.indices.map { word[$0...$0] } + (bare.isEmpty ? [] : [bare])
            + rest.suffix(closing).indices.map { word[$0...$0] }
    }
}
