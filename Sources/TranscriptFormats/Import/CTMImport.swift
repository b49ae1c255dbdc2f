import Transcript

/// Words with times, confidences and perhaps speakers: recording, channel, start, duration, word, then perhaps
/// confidence, type and speaker.
enum CTMImport {
    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        let (words, _) = try words(text)
        return transcript(words)
    }

    /// Words with the speakers of an RTTM: each goes to who is heard longest while it is said.
    static func read(_ text: ImportText, speech rttm: ImportText) throws(ImportError) -> ImportedTranscript {
        let (words, recording) = try words(text)
        let (speech, other) = try RTTMImport.spans(rttm)
        if let recording, let other, recording != other {
            throw .severalRecordings(file: "\(text.file) and \(rttm.file)", names: [recording, other])
        }
        return transcript(
            words.map { channel, word in (channel, attributed(word, to: speech)) }, speech: speech)
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

    private static func attributed(
        _ word: ImportedWord, to speech: [(speaker: String, range: TimeRange)]
    ) -> ImportedWord {
        var seconds: [String: Double] = [:]
        for span in speech {
            // A word without length is where it is.
            let shared =
                word.range.duration > 0
                ? span.range.overlap(with: word.range)
                : span.range.contains(word.range.start) ? 1 : 0
            if shared > 0 { seconds[span.speaker, default: 0] += shared }
        }
        let ranked = seconds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard let best = ranked.first else { return word }
        var word = word
        let second = ranked.dropFirst().first?.value ?? 0
        let whole = word.range.duration > 0 ? word.range.duration : 1
        word.speaker = best.key
        word.speakerConfidence = min(1, max(0, (best.value - second) / whole))
        word.isOverlapped = ranked.count > 1
        return word
    }

    private static func words(
        _ text: ImportText
    ) throws(ImportError) -> (words: [(channel: Int?, word: ImportedWord)], recording: String?) {
        var names = NISTNames()
        var words: [(channel: Substring, word: ImportedWord)] = []
        for line in text.records {
            let columns = line.columns
            guard (5...8).contains(columns.count) else {
                throw line.problem(
                    "\(columns.count) columns where CTM has 5 to 8 (recording, channel, start, duration, word, "
                        + "confidence, type, speaker)")
            }
            names.add(columns[0], channel: columns[1])
            if columns.count == 8, ["non-lex", "non-speech"].contains(columns[6].lowercased()) { continue }
            let start = try line.seconds(columns[2], "start")
            let duration = try line.seconds(columns[3], "duration")
            let speaker = columns.count > 6 ? String(columns[columns.count - 1]) : nil
            words.append(
                (
                    columns[1],
                    ImportedWord(
                        text: String(columns[4]), range: TimeRange(start: start, end: start + duration),
                        confidence: columns.count > 5 ? try line.confidence(columns[5]) : nil, speaker: speaker)
                ))
        }
        try names.check(text)
        return (words.map { (names.number($0.channel), $0.word) }, text.records.first.map { String($0.columns[0]) })
    }
}
