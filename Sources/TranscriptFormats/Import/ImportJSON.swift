import Foundation
import Transcript

/// Reads JSON with errors that say where in the document.
enum ImportJSON {
    static func decode<Value: Decodable>(_ type: Value.Type, _ text: ImportText) throws(ImportError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(text.string.utf8))
        } catch DecodingError.dataCorrupted(let context) {
            if let broken = syntaxProblem(text) { throw broken }
            throw .json(file: text.file, place: place(context.codingPath), problem: context.debugDescription)
        } catch DecodingError.keyNotFound(let key, let context) {
            throw .json(file: text.file, place: place(context.codingPath), problem: "\"\(key.stringValue)\" is missing")
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            throw .json(file: text.file, place: place(context.codingPath), problem: context.debugDescription)
        } catch {
            throw .json(file: text.file, place: "", problem: "\(error)")
        }
    }

    /// What breaks the syntax, and in which line, or nil where nothing does. The decoder does not say.
    private static func syntaxProblem(_ text: ImportText) -> ImportError? {
        let bytes = Data(text.string.utf8)
        do {
            _ = try JSONSerialization.jsonObject(with: bytes, options: .fragmentsAllowed)
            return nil
        } catch {
            let cause = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String ?? error.localizedDescription
            let position = cause.firstMatch(of: #/ around character (\d+)/#)
            let offset = position.flatMap { Int($0.1) } ?? bytes.count
            let line = bytes.prefix(offset).count { $0 == UInt8(ascii: "\n") } + 1
            return .line(
                file: text.file, line: line,
                problem: "broken JSON: " + (position.map { cause.replacingCharacters(in: $0.range, with: "") } ?? cause)
            )
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        path.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
    }

    /// A value of which only the kind and the names of its members matter.
    private enum Outline: Decodable {
        case object([String: Outline])
        case other

        init(from decoder: any Decoder) throws {
            do {
                let names = try decoder.container(keyedBy: Name.self)
                // Members of members are enough to tell the makers apart.
                let isShallow = decoder.codingPath.isEmpty
                self = .object(
                    try names.allKeys.reduce(into: [:]) { members, name in
                        members[name.stringValue] =
                            isShallow ? try names.decode(Outline.self, forKey: name) : .other
                    })
            } catch DecodingError.typeMismatch {
                self = .other
            } catch DecodingError.valueNotFound {
                self = .other
            }
        }

        /// Names of the members; none for other values.
        var names: Set<String> { if case .object(let members) = self { Set(members.keys) } else { [] } }

        subscript(_ name: String) -> Outline {
            if case .object(let members) = self { members[name] ?? .other } else { .other }
        }
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Whose document it is.
    static func format(_ text: ImportText) throws(ImportError) -> ImportFormat {
        let document = try decode(Outline.self, text)
        let names = document.names
        let results = document["results"].names
        if names.contains("recognizedPhrases") { return .azure }
        if names.contains("transcription") { return .whispercpp }
        if names.contains("word_segments") { return .whisperx }
        if results.contains("channels") { return .deepgram }
        if !results.isDisjoint(with: ["transcripts", "items"]) { return .amazon }
        if names.contains("segments") { return .openai }
        if names.contains("results") || document["response"].names.contains("results") { return .google }
        if names.contains("text") && !names.isDisjoint(with: ["audio_url", "audio_duration", "utterances", "status"]) {
            return .assemblyai
        }
        if names.contains("text") && names.contains("words") { return .openai }
        throw .unknownFormat(file: text.file)
    }

    /// A span of time that a document gives in seconds.
    /// - Parameter place: Where it stands in the document, for the error.
    static func range(
        _ start: Double, _ end: Double, _ text: ImportText, _ place: @autoclosure () -> String
    ) throws(ImportError) -> TimeRange {
        guard start >= 0, end >= start, end <= 1e9 else {
            throw .json(file: text.file, place: place(), problem: "\(start) to \(end) s is no span of time")
        }
        return TimeRange(start: start, end: end)
    }

    /// A probability, or nil where a document has none.
    static func confidence(
        _ value: Double?, _ text: ImportText, _ place: @autoclosure () -> String
    ) throws(ImportError) -> Double? {
        guard let value else { return nil }
        // Some makers' sums of shares miss the ends by rounding.
        guard (-1e-6...1 + 1e-6).contains(value) else {
            throw .json(file: text.file, place: place(), problem: "the confidence \(value) is not within 0 and 1")
        }
        return min(max(value, 0), 1)
    }
}

/// A text that some versions of a document have as a number.
struct LooseText: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            text = try container.decode(String.self)
        } catch DecodingError.typeMismatch {
            text = String(try container.decode(Int.self))
        }
    }
}

/// A number that some versions of a document have as a text.
struct LooseNumber: Decodable {
    let value: Double

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            value = try container.decode(Double.self)
        } catch DecodingError.typeMismatch {
            let text = try container.decode(String.self)
            guard let number = Double(plain: text) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "\"\(text)\" is no number")
            }
            value = number
        }
    }
}
