import Transcript

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
