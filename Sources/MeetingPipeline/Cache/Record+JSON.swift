internal import StageCache
internal import Transcript

internal import struct Foundation.Data
internal import class Foundation.JSONDecoder
internal import class Foundation.JSONEncoder

extension Recording {
    /// Whether the numbers can be those of a recording: whoever works on with them counts in samples.
    var isPossible: Bool { (0...1e9).contains(durationSeconds) && sampleRate > 0 && channelCount > 0 }
}

extension RecordEncoder {
    /// Adds names and numbers, as JSON.
    /// - Throws: What the encoder throws, for example for a number that is not finite.
    mutating func append(json value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        append([UInt8](try encoder.encode(value)))
    }
}

extension RecordDecoder {
    /// Reads what `append(json:)` wrote.
    mutating func json<Value: Decodable>(_ type: Value.Type) throws(StageCacheError) -> Value {
        let text = try byteList()
        do {
            return try JSONDecoder().decode(type, from: Data(text))
        } catch {
            throw .malformedRecord
        }
    }
}
