internal import StageCache

internal import struct Foundation.Data
internal import class Foundation.JSONDecoder
internal import class Foundation.JSONEncoder

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
