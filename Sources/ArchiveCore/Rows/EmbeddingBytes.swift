package import Foundation

/// A voice embedding as it is stored: 32-bit floats, little-endian, one after another.
package enum EmbeddingBytes {
    /// The bytes of an embedding.
    package static func encode(_ embedding: [Float]) -> Data {
        var data = Data(capacity: 4 * embedding.count)
        for value in embedding {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
        }
        return data
    }

    /// - Returns: nil where the bytes are no multiple of four, or one of the numbers is not finite.
    package static func decode(_ data: Data) -> [Float]? {
        guard data.count.isMultiple(of: 4) else { return nil }
        let embedding = data.withUnsafeBytes { bytes in
            (0..<bytes.count / 4).map { index in
                let pattern = bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
                return Float(bitPattern: UInt32(littleEndian: pattern))
            }
        }
        return embedding.allSatisfy(\.isFinite) ? embedding : nil
    }
}
