import Transcript

/// Who speaks when. Nothing is said of the words.
enum RTTMImport {
    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        ImportedTranscript(turns: [], speech: try spans(text).speech)
    }

    /// The `SPEAKER` records, and the recording that they speak of.
    static func spans(
        _ text: ImportText
    ) throws(ImportError) -> (speech: [(speaker: String, range: TimeRange)], recording: String?) {
        var names = NISTNames()
        var speech: [(speaker: String, range: TimeRange)] = []
        for line in text.records {
            let columns = line.columns
            guard RTTMRecord.types.contains(String(columns[0])) else {
                throw line.problem("\"\(columns[0])\" is no type of RTTM")
            }
            guard columns[0] == "SPEAKER" else { continue }
            guard let record = RTTMRecord(columns) else {
                throw line.problem("\(columns.count) columns where RTTM has 8 to 10")
            }
            try names.add(record.recording, channel: record.channel, file: text.file)
            let range = try line.span(record.start, record.duration)
            guard let speaker = record.speaker else { throw line.problem("the speaker has no name") }
            if range.duration > 0 { speech.append((speaker, range)) }
        }
        return (speech, names.recording)
    }
}
