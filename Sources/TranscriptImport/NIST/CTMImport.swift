import Transcript

/// Words with times, confidences and perhaps speakers: recording, channel, start, duration, word, then perhaps
/// confidence, type and speaker.
///
/// Words between `<ALT_BEGIN>`, `<ALT>` and `<ALT_END>` may be read in several ways: the first reading counts, and `@`
/// stands in it for no word.
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
        let attribution = SpanAttribution(speech)
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
            let record = try CTMRecord(line)
            try names.add(record.recording, channel: record.channel, file: text.file)
            switch record.mark {
            case .begin:
                reading = .first
                text.notes.add(.otherReading, at: "line \(line.number)")
            case .next: reading = .other
            case .end: reading = .only
            case nil:
                guard reading != .other, let word = ImportedWord(try record.word()) else { continue }
                words.append((record.channel, word))
            }
        }
        let numbers = names.numbers
        return (words.map { (numbers[String($0.channel)], $0.word) }, names.recording)
    }
}

extension ImportedWord {
    /// A word of a CTM, or nil where nothing is said.
    fileprivate init?(_ word: CTMRecord.Word) {
        guard word.isLexical, word.text != "@" else { return nil }
        self.init(
            text: String(word.text), range: word.range, confidence: word.confidence,
            speaker: word.speaker.flatMap {
                ["*", "<na>", "na", "unknown"].contains($0.lowercased()) ? nil : String($0)
            })
    }
}
