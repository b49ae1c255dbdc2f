internal import StageCache
internal import Transcript

internal import struct Foundation.Data
internal import class Foundation.JSONDecoder

extension RecordEncoder {
    /// Adds names and numbers, as JSON.
    /// - Throws: What the encoder throws, for example for a number that is not finite.
    mutating func append(json value: some Encodable) throws {
        append([UInt8](try SortedJSON.data(value)))
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
