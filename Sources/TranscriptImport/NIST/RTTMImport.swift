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
            let entry = try RTTMLine(line)
            guard entry.isSpeech else { continue }
            let record = try entry.record()
            try names.add(record.recording, channel: record.channel, file: text.file)
            let range = try entry.range(of: record)
            guard let speaker = record.speaker else { throw line.problem("the speaker has no name") }
            if range.duration > 0 { speech.append((speaker, range)) }
        }
        return (speech, names.recording)
    }
}
