import Transcript
import TranscriptText

/// The program's own export, `transcript.schema.json`. The recording is named by its file.
enum TranscriptJSONReader {
    static func read(_ content: TextLines) throws(ScoringError) -> (ScoredTranscript, SpeakerSegments) {
        try JSONContent.read(content, meeting)
    }

    private static func meeting(
        _ document: JSONField
    ) throws(JSONProblem) -> (ScoredTranscript, SpeakerSegments) {
        let format = try document.required("format").text()
        let version = try document.required("version").text()
        guard format == "whosaid-transcript", version == "1" else {
            throw document.problem("\(format) version \(version), where whosaid-transcript version 1 is needed")
        }
        let name = ScoringInput.recordingName(path: try document.required("recording").required("path").text())
        var words = ScoredTranscript(recording: name, segments: [])
        for turn in try document.required("turns").list() {
            let range = try JSONContent.range(turn, "start", "end")
            // The program's own sign for "nobody could be told".
            var speaker = "?"
            if let named = turn["speaker"] { speaker = try named.text() }
            var spoken: [Word] = []
            for word in try turn.required("words").list() { spoken.append(try self.word(word)) }
            words.segments.append(ScoredSegment(speaker: speaker, range: range, spoken: spoken))
        }
        var speech = SpeakerSegments(recording: name, segments: [])
        for span in try document.required("speech").list() {
            let range = try JSONContent.range(span, "start", "end")
            let speaker = try span.required("speaker").text()
            if range.duration > 0 { speech.segments.append(SpeakerSegment(speaker: speaker, range: range)) }
        }
        return (words, speech)
    }

    private static func word(_ field: JSONField) throws(JSONProblem) -> Word {
        let confidence = try field.required("confidence")
        guard let share = try confidence.share() else { throw confidence.problem("a probability is missing here") }
        return Word(
            text: try field.required("text").text(), range: try JSONContent.range(field, "start", "end"),
            confidence: share)
    }
}
