import Transcript

/// NIST's Conversation Time Mark: recording, channel, start, duration, word, then perhaps confidence, type, speaker.
///
/// With 5 or 6 columns the format has no speaker: the file is one speaker, named as the file. With 7 or 8 columns the
/// last is the speaker; of 8, words whose type (column 7) is `non-lex` or `non-speech` are left out. A confidence that
/// is no share, 0…1 (NIST allows `NA`), says nothing. Alternatives between `<ALT_BEGIN>` and `<ALT_END>` are an error.
enum CTMReader {
    static func read(_ content: TextLines) throws(ScoringError) -> [ScoredTranscript] {
        let fileSpeaker = ScoringInput.recordingName(path: content.file)
        var result = RecordingCollection<ScoredTranscript> { ScoredTranscript(recording: $0, segments: []) }
        for line in content.lines {
            try line.require(
                5...8, "5 to 8 (recording, channel, start, duration, word, confidence, type, speaker)")
            let columns = line.columns
            guard !["<ALT_BEGIN>", "<ALT>", "<ALT_END>"].contains(columns[4].uppercased()) else {
                throw .alternatives(file: line.file, line: line.number)
            }
            let range = try line.span(2, 3)
            let isWord = columns.count < 8 || !["non-lex", "non-speech"].contains(columns[6].lowercased())
            let speaker = columns.count < 7 ? fileSpeaker : String(columns[columns.count - 1])
            let confidence = columns.count < 6 ? nil : Double(columns[5]).flatMap { 0...1 ~= $0 ? $0 : nil }
            let segment = ScoredSegment(
                speaker: speaker, range: range, words: isWord ? [String(columns[4])] : [],
                wordRanges: isWord ? [range] : [], confidences: isWord ? confidence.map { [$0] } : nil)
            result.update(columns[0]) { $0.segments.append(segment) }
        }
        return result.values
    }
}
