package import Transcript
package import TranscriptText

/// A segment of SegLST, the JSON of the CHiME challenges: `session_id`, `speaker`, `start_time`, `end_time`, `words`.
///
/// Names are sometimes numbers; times are numbers or, where a tool keeps decimals exactly, texts.
package struct SegLSTRecord {
    /// Name of the recording.
    package let recording: String
    /// Name of the speaker.
    package let speaker: String
    /// When, in seconds.
    package let range: TimeRange
    /// The words, parted at white space; may be empty.
    package let words: [String]

    /// Reads a segment that has all five members.
    package init(_ field: JSONField) throws(JSONProblem) {
        recording = try field.required("session_id").text()
        speaker = try field.required("speaker").text()
        range = try field.range("start_time", "end_time")
        words = try field.required("words").text().split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// The segments of a document in order.
    package static func all(_ document: JSONField) throws(JSONProblem) -> [SegLSTRecord] {
        var records: [SegLSTRecord] = []
        for field in try document.list() { records.append(try SegLSTRecord(field)) }
        return records
    }
}

extension JSONField {
    /// Two members that must be start and end, in seconds.
    func range(_ start: String, _ end: String) throws(JSONProblem) -> TimeRange {
        let from = try time(start)
        let to = try time(end)
        guard let range = TimeRange(checking: from, to) else {
            throw problem("ends (\(to) s) before it starts (\(from) s)")
        }
        return range
    }

    private func time(_ name: String) throws(JSONProblem) -> Double {
        let member = try required(name)
        guard let seconds = try member.seconds() else { throw member.problem("a time is missing here") }
        return seconds
    }
}
