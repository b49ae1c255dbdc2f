import Transcript

/// Names of the recordings that the lines of a NIST format speak of, and their channels.
private struct NISTNames {
    private var recordings: [String] = []
    private var channels: [String] = []

    mutating func add(_ recording: Substring, channel: Substring) {
        if !recordings.contains(String(recording)) { recordings.append(String(recording)) }
        if !channels.contains(String(channel)) { channels.append(String(channel)) }
    }

    /// Throws unless there is at most one recording.
    func check(_ text: ImportText) throws(ImportError) {
        guard recordings.count < 2 else { throw .severalRecordings(file: text.file, names: recordings) }
    }

    /// The place of a channel in the order of names, from 1; nil where there is only one.
    func number(_ channel: Substring) -> Int? {
        guard channels.count > 1 else { return nil }
        return channels.sorted().firstIndex(of: String(channel)).map { $0 + 1 }
    }
}

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

/// Who speaks when. Nothing is said of the words.
enum RTTMImport {
    /// All types of record that the format has.
    static let types: Set<String> = [
        "SPEAKER", "SPKR-INFO", "SEGMENT", "NOSCORE", "NO_RT_METADATA", "LEXEME", "NON-LEX", "NON-SPEECH", "FILLER",
        "EDIT", "IP", "SU", "CB", "A/P",
    ]

    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        ImportedTranscript(turns: [], speech: try spans(text).speech)
    }

    /// The `SPEAKER` records, and the recording that they speak of.
    static func spans(
        _ text: ImportText
    ) throws(ImportError) -> (speech: [(speaker: String, range: TimeRange)], recording: String?) {
        var names = NISTNames()
        var speech: [(speaker: String, range: TimeRange)] = []
        var recording: String?
        for line in text.records {
            let columns = line.columns
            guard types.contains(String(columns[0])) else { throw line.problem("\"\(columns[0])\" is no type of RTTM") }
            guard columns[0] == "SPEAKER" else { continue }
            guard (8...10).contains(columns.count) else {
                throw line.problem("\(columns.count) columns where RTTM has 8 to 10")
            }
            names.add(columns[1], channel: columns[2])
            recording = recording ?? String(columns[1])
            let start = try line.seconds(columns[3], "start")
            let duration = try line.seconds(columns[4], "duration")
            if duration > 0 {
                speech.append((String(columns[7]), TimeRange(start: start, end: start + duration)))
            }
        }
        try names.check(text)
        return (speech, recording)
    }
}

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
