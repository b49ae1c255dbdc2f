import Foundation
import Testing

/// 16-bit mono WAV files, as the samples of the models' package are.
public enum PCMSample {
    /// The samples of a file, -1 ... 1, at its own rate.
    public static func read(_ path: String) throws -> [Float] {
        let data = try Data(contentsOf: URL(filePath: path))
        let tag = try #require(data.range(of: Data("data".utf8)))
        let bytes = [UInt8](data[tag.upperBound...])
        let size = bytes.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        return bytes[4..<4 + size].withUnsafeBytes { bytes in
            (0..<size / 2).map { Float(bytes.loadUnaligned(fromByteOffset: 2 * $0, as: Int16.self)) / 32768 }
        }
    }
}
