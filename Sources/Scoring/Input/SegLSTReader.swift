import Foundation
import Transcript

/// SegLST, the JSON of the CHiME challenges: a list of `session_id`, `speaker`, `start_time`, `end_time`, `words`.
enum SegLSTReader {
    private struct Segment: Decodable {
        let recording: String
        let speaker: String
        let start: Double
        let end: Double
        let words: String

        enum CodingKeys: String, CodingKey {
            case recording = "session_id"
            case speaker
            case start = "start_time"
            case end = "end_time"
            case words
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            recording = try values.decode(String.self, forKey: .recording)
            speaker = try Self.text(values, .speaker)
            start = try Self.seconds(values, .start)
            end = try Self.seconds(values, .end)
            words = try values.decode(String.self, forKey: .words)
        }

        /// Speakers are sometimes numbers.
        private static func text(_ values: KeyedDecodingContainer<CodingKeys>, _ key: CodingKeys) throws -> String {
            do {
                return try values.decode(String.self, forKey: key)
            } catch DecodingError.typeMismatch {
                return String(try values.decode(Int.self, forKey: key))
            }
        }

        /// Times are numbers or, where a tool keeps decimals exactly, strings.
        private static func seconds(_ values: KeyedDecodingContainer<CodingKeys>, _ key: CodingKeys) throws -> Double {
            let value: Double?
            do {
                value = try values.decode(Double.self, forKey: key)
            } catch DecodingError.typeMismatch {
                value = Double(try values.decode(String.self, forKey: key))
            }
            guard let value, value.isFinite, value >= 0 else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: values, debugDescription: "not a time in seconds, 0 or more")
            }
            return value
        }
    }

    static func read(_ content: TextLines) throws(ScoringError) -> [ScoredTranscript] {
        let segments = try JSONContent.decode([Segment].self, content)
        var result = RecordingCollection<ScoredTranscript> { ScoredTranscript(recording: $0, segments: []) }
        for (index, segment) in segments.enumerated() {
            guard segment.end >= segment.start else {
                throw .json(
                    file: content.file, place: "[\(index)]",
                    problem: "ends (\(segment.end) s) before it starts (\(segment.start) s)")
            }
            result.update(segment.recording[...]) {
                $0.segments.append(
                    ScoredSegment(
                        speaker: segment.speaker, range: TimeRange(start: segment.start, end: segment.end),
                        words: segment.words.split(whereSeparator: \.isWhitespace).map(String.init)))
            }
        }
        return result.values
    }
}

/// Decoding with errors that say where in the document.
enum JSONContent {
    static func decode<Value: Decodable>(_ type: Value.Type, _ content: TextLines) throws(ScoringError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(content.text.utf8))
        } catch DecodingError.dataCorrupted(let context) {
            throw .json(file: content.file, place: place(context.codingPath), problem: context.debugDescription)
        } catch DecodingError.keyNotFound(let key, let context) {
            throw .json(
                file: content.file, place: place(context.codingPath), problem: "\"\(key.stringValue)\" is missing")
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            throw .json(file: content.file, place: place(context.codingPath), problem: context.debugDescription)
        } catch {
            throw .json(file: content.file, place: "", problem: "\(error)")
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        path.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
    }
}
