/// The checksum of ZIP, gzip and PNG.
enum CRC32 {
    /// Remainders of single bytes by the polynomial 0x04C11DB7, bits reversed.
    private static let table = (0..<256 as Range<UInt32>).map { byte in
        (0..<8).reduce(byte) { remainder, _ in remainder >> 1 ^ (remainder & 1 == 1 ? 0xEDB8_8320 : 0) }
    }

    static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        ~bytes.reduce(UInt32.max) { checksum, byte in
            table[Int((checksum ^ UInt32(byte)) & 0xFF)] ^ checksum >> 8
        }
    }
}
