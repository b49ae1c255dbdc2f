import Transcript

/// Words with times, confidences and perhaps speakers: recording, channel, start, duration, word, then perhaps
/// confidence, type and speaker.
///
/// Of words that may be read in several ways, between `<ALT_BEGIN>`, `<ALT>` and `<ALT_END>`, the first reading counts;
/// `@` stands in it for no word.
enum CTMImport {
    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        transcript(try words(text).words)
    }

    /// Words with the speakers of an RTTM: each goes to who is heard longest while it is said.
    static func read(_ text: ImportText, speech rttm: ImportText) throws(ImportError) -> ImportedTranscript {
        let (words, recording) = try words(text)
        let (speech, other) = try RTTMImport.spans(rttm)
        if let recording, let other, recording != other {
            throw .severalRecordings(file: "\(text.file) and \(rttm.file)", names: [recording, other])
        }
        let attribution = SpeakerAttribution(speech)
        return transcript(words.map { ($0.channel, attribution.attributed($0.word)) }, speech: speech)
    }

    private static func transcript(
        _ words: [(channel: Int?, word: ImportedWord)], speech: [(speaker: String, range: TimeRange)] = []
    ) -> ImportedTranscript {
        let byChannel = Dictionary(grouping: words, by: \.channel)
        let turns = byChannel.sorted { ($0.key ?? 0) < ($1.key ?? 0) }.flatMap { channel, words in
            [ImportedTurn].joining(words.map(\.word).inOrder { $0.range.start }, channel: channel)
        }
        return ImportedTranscript(turns: turns, speech: speech)
    }

    /// Where a line stands among the readings of a word.
    private enum Reading {
        case only
        case first
        case other
    }

    private static func words(
        _ text: ImportText
    ) throws(ImportError) -> (words: [(channel: Int?, word: ImportedWord)], recording: String?) {
        var names = NISTNames()
        var words: [(channel: Substring, word: ImportedWord)] = []
        var reading = Reading.only
        for line in text.records {
            let columns = line.columns
            guard (5...8).contains(columns.count) else {
                throw line.problem(
                    "\(columns.count) columns where CTM has 5 to 8 (recording, channel, start, duration, word, "
                        + "confidence, type, speaker)")
            }
            try names.add(String(columns[0]), channel: columns[1], file: text.file)
            switch columns[4].uppercased() {
            case "<ALT_BEGIN>":
                reading = .first
                text.notes.add(.otherReading, at: "line \(line.number)")
            case "<ALT>": reading = .other
            case "<ALT_END>": reading = .only
            default:
                guard reading != .other, let word = try word(line, columns) else { continue }
                words.append((columns[1], word))
            }
        }
        let numbers = names.numbers
        return (words.map { (numbers[String($0.channel)], $0.word) }, names.recording)
    }

    /// The word of a line, or nil where nothing is said.
    private static func word(_ line: ImportText.Line, _ columns: [Substring]) throws(ImportError) -> ImportedWord? {
        if columns.count == 8, ["non-lex", "non-speech"].contains(columns[6].lowercased()) { return nil }
        if columns[4] == "@" { return nil }
        let speaker = columns.count > 6 ? columns[columns.count - 1] : nil
        return ImportedWord(
            text: String(columns[4]), range: try line.span(columns[2], columns[3]),
            confidence: columns.count > 5 ? try line.confidence(columns[5]) : nil,
            speaker: speaker.flatMap { ["*", "<na>", "na", "unknown"].contains($0.lowercased()) ? nil : String($0) })
    }
}
