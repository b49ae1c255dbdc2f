import Transcript
import TranscriptText

/// SegLST, the JSON of the CHiME challenges: a list of `session_id`, `speaker`, `start_time`, `end_time`, `words`.
///
/// Speakers are sometimes numbers; times are numbers or, where a tool keeps decimals exactly, texts.
enum SegLSTReader {
    static func read(_ content: TextLines) throws(ScoringError) -> [ScoredTranscript] {
        try JSONContent.read(content) { document throws(JSONProblem) in
            var result = RecordingCollection<ScoredTranscript> { ScoredTranscript(recording: $0, segments: []) }
            for segment in try document.list() {
                let segment = try scored(segment)
                result.update(segment.recording[...]) { $0.segments.append(segment.segment) }
            }
            return result.values
        }
    }

    private static func scored(
        _ field: JSONField
    ) throws(JSONProblem) -> (recording: String, segment: ScoredSegment) {
        let recording = try field.required("session_id").text()
        let speaker = try field.required("speaker").text()
        let range = try JSONContent.range(field, "start_time", "end_time")
        let words = try field.required("words").text().split(whereSeparator: \.isWhitespace).map(String.init)
        return (recording, ScoredSegment(speaker: speaker, range: range, words: words))
    }
}

/// Reading JSON with errors that say where in the document.
enum JSONContent {
    static func read<Value>(
        _ content: TextLines, _ reader: (JSONField) throws(JSONProblem) -> Value
    ) throws(ScoringError) -> Value {
        do {
            let documents = try JSONParser.documents(content.text)
            return try reader(JSONField(root: documents.count == 1 ? documents[0] : .list(documents)))
        } catch {
            switch error {
            case .syntax(let line, let problem):
                throw .json(file: content.file, place: "line \(line)", problem: "broken JSON: \(problem)")
            case .value(let place, let problem): throw .json(file: content.file, place: place, problem: problem)
            }
        }
    }

    /// Two members that must be start and end.
    static func range(_ field: JSONField, _ start: String, _ end: String) throws(JSONProblem) -> TimeRange {
        let from = try seconds(field, start)
        let to = try seconds(field, end)
        guard let range = TimeRange(checking: from, to) else {
            throw field.problem("ends (\(to) s) before it starts (\(from) s)")
        }
        return range
    }

    private static func seconds(_ field: JSONField, _ name: String) throws(JSONProblem) -> Double {
        let member = try field.required(name)
        guard let seconds = try member.seconds() else { throw member.problem("a time is missing here") }
        return seconds
    }
}
