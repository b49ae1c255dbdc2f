internal import CKernels

/// SHA-256 (FIPS 180-4) of bytes that come in pieces.
public struct SHA256 {
    private static let blockBytes = 64

    /// First 32 bits of the fractional parts of the square roots of the first eight primes.
    private var state: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    /// The bytes after the last whole block, fewer than 64.
    private var remainder: [UInt8] = []
    private var byteCount: UInt64 = 0

    /// Begins with no bytes.
    public init() {}

    /// Adds bytes to the message.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        byteCount += UInt64(bytes.count)
        var rest = bytes[...]
        if !remainder.isEmpty {
            let missing = rest.prefix(Self.blockBytes - remainder.count)
            remainder += missing
            rest = rest.dropFirst(missing.count)
            guard remainder.count == Self.blockBytes else { return }
            remainder.withUnsafeBytes { compress($0) }
            remainder.removeAll(keepingCapacity: true)
        }
        let wholeBytes = rest.count / Self.blockBytes * Self.blockBytes
        compress(UnsafeRawBufferPointer(rebasing: rest.prefix(wholeBytes)))
        remainder += rest.dropFirst(wholeBytes)
    }

    /// Ends the message.
    ///
    /// - Returns: its digest, 64 lower-case hexadecimal digits.
    public consuming func finish() -> String {
        let bitCount = byteCount * 8
        var padding: [UInt8] = [0x80]
        // The message's length takes the last 8 bytes of the last block.
        let used = (remainder.count + 1) % Self.blockBytes
        let zeros = (Self.blockBytes - 8 - used + Self.blockBytes) % Self.blockBytes
        padding += [UInt8](repeating: 0, count: zeros)
        padding += withUnsafeBytes(of: bitCount.bigEndian, Array.init)
        padding.withUnsafeBytes { update($0) }
        return state.map(Self.hexadecimal).joined()
    }

    private mutating func compress(_ blocks: UnsafeRawBufferPointer) {
        guard let start = blocks.baseAddress, !blocks.isEmpty else { return }
        sha256_compress(&state, start.assumingMemoryBound(to: UInt8.self), blocks.count / Self.blockBytes)
    }

    private static func hexadecimal(_ word: UInt32) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
