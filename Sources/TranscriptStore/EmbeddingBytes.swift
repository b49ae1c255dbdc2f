import Foundation

/// A voice embedding as it is stored: 32-bit floats, little-endian, one after another.
enum EmbeddingBytes {
    static func encode(_ embedding: [Float]) -> Data {
        var data = Data(capacity: 4 * embedding.count)
        for value in embedding {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
        }
        return data
    }

    /// - Parameter data: A multiple of four bytes, as the schema guarantees; a rest is left out.
    static func decode(_ data: Data) -> [Float] {
        let bytes = [UInt8](data)
        return stride(from: 0, to: bytes.count - bytes.count % 4, by: 4).map { offset in
            let pattern = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) }
            return Float(bitPattern: pattern)
        }
    }
}
