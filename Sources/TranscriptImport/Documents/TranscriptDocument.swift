package import Transcript
package import TranscriptText

/// What the program's own export as JSON says of who speaks, in the shape of `transcript.schema.json`.
package struct TranscriptDocument {
    /// What one speaker says.
    package struct Turn {
        /// Label of the speaker, or nil where the speaker is unknown.
        package let speaker: String?
        /// When, in seconds.
        package let range: TimeRange
        /// The words in order, with text, time and confidence alone.
        package let words: [Word]
    }

    /// A span in which a speaker is heard.
    package struct Speech {
        /// Label of the speaker.
        package let speaker: String
        /// When, in seconds.
        package let range: TimeRange
    }

    /// Path of the recording.
    package let path: String
    /// What is said, in the order of the document.
    package let turns: [Turn]
    /// Who speaks when, in the order of the document.
    package let speech: [Speech]

    /// Reads a document.
    package init(_ document: JSONField) throws(JSONProblem) {
        let format = try document.required("format").text()
        let version = try document.required("version").text()
        guard format == "whosaid-transcript", version == "1" else {
            throw document.problem("\(format) version \(version), where whosaid-transcript version 1 is needed")
        }
        path = try document.required("recording").required("path").text()
        var turns: [Turn] = []
        for turn in try document.required("turns").list() {
            let range = try turn.range("start", "end")
            let speaker = try turn["speaker"].map { field throws(JSONProblem) in try field.text() }
            var words: [Word] = []
            for word in try turn.required("words").list() { words.append(try Self.word(word)) }
            turns.append(Turn(speaker: speaker, range: range, words: words))
        }
        var speech: [Speech] = []
        for span in try document.required("speech").list() {
            let range = try span.range("start", "end")
            speech.append(Speech(speaker: try span.required("speaker").text(), range: range))
        }
        self.turns = turns
        self.speech = speech
    }

    private static func word(_ field: JSONField) throws(JSONProblem) -> Word {
        let confidence = try field.required("confidence")
        guard let share = try confidence.share() else { throw confidence.problem("a probability is missing here") }
        return Word(
            text: try field.required("text").text(), range: try field.range("start", "end"), confidence: share)
    }
}
