import Transcript

/// Who says what: recording, channel, speaker, start, end, perhaps a label `<o,f0,male>`, words.
enum STMImport {
    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        var names = NISTNames()
        var segments: [(channel: Substring, speaker: Substring, span: StatedSpan)] = []
        for line in text.records {
            let record = try STMRecord(line)
            try names.add(record.recording, channel: record.channel, file: text.file)
            guard record.meaning == .speech else { continue }
            let (said, hasChoice) = firstReadings(record.words)
            if hasChoice { text.notes.add(.otherReading, at: "line \(line.number)") }
            segments.append(
                (
                    record.channel, record.speaker,
                    StatedSpan(
                        start: record.start, end: record.end, text: said.joined(separator: " ")[...],
                        place: "line \(line.number)")
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
