import Transcript
import TranscriptImport

/// NIST's Rich Transcription Time Marked: who speaks when. The channel is not looked at.
enum RTTMReader {
    /// The `SPEAKER` records of each recording, in order of first mention.
    static func read(_ content: TextLines) throws(ScoringError) -> [SpeakerSegments] {
        var result = RecordingCollection<SpeakerSegments> { SpeakerSegments(recording: $0, segments: []) }
        for line in content.lines {
            let type = String(line.columns[0])
            guard RTTMRecord.types.contains(type) else {
                throw .recordType(file: line.file, line: line.number, text: type)
            }
            switch type {
            case "SPEAKER":
                guard let record = RTTMRecord(line.columns) else {
                    throw .columns(file: line.file, line: line.number, found: line.columns.count, expected: "8 to 10")
                }
                let range = try line.span(record.start, record.duration)
                let segment = SpeakerSegment(speaker: record.speaker ?? "<NA>", range: range)
                result.update(record.recording[...]) { if range.duration > 0 { $0.segments.append(segment) } }
            case "NOSCORE", "NO_RT_METADATA":
                try line.require(5...10, "5 to 10")
                let range = try line.span(3, 4)
                result.update(line.columns[1]) { $0.ignored.append(range) }
            default: continue
            }
        }
        return result.values
    }
}

/// Values by the name of their recording, in order of first mention.
struct RecordingCollection<Value> {
    private let make: (String) -> Value
    private var places: [String: Int] = [:]
    private(set) var values: [Value] = []

    /// - Parameter make: the value of a recording that is mentioned for the first time.
    init(_ make: @escaping (String) -> Value) { self.make = make }

    /// Changes the value of a recording.
    mutating func update(_ name: Substring, _ change: (inout Value) -> Void) {
        let key = String(name)
        let place: Int
        if let known = places[key] {
            place = known
        } else {
            place = values.count
            places[key] = place
            values.append(make(key))
        }
        change(&values[place])
    }
}
