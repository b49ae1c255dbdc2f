/// Writes values as bytes, exactly: numbers little endian, lists and texts after their length.
public struct RecordEncoder: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []

    /// Starts with nothing.
    public init() {}

    /// Adds a whole number, 8 bytes.
    public mutating func append(_ value: Int) { append(bits: UInt64(bitPattern: Int64(value))) }

    /// Adds a number with all its bits, 8 bytes.
    public mutating func append(_ value: Double) { append(bits: value.bitPattern) }

    /// Adds a text.
    public mutating func append(_ text: String) { append(Array(text.utf8)) }

    /// Adds bytes.
    public mutating func append(_ values: [UInt8]) {
        append(values.count)
        bytes += values
    }

    /// Adds numbers with all their bits, 4 bytes each; not-a-numbers stay what they are.
    public mutating func append(_ values: [Float]) {
        append(values.count)
        bytes.reserveCapacity(bytes.count + 4 * values.count)
        for value in values { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) } }
    }

    private mutating func append(bits: UInt64) {
        withUnsafeBytes(of: bits.littleEndian) { bytes.append(contentsOf: $0) }
    }
}

/// Reads what `RecordEncoder` wrote, in the same order. Every read throws `StageCacheError.malformedRecord` where the
/// bytes do not hold such a value.
public struct RecordDecoder: Sendable {
    private let bytes: [UInt8]
    private var offset = 0

    /// Starts at the first byte.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads a whole number.
    public mutating func integer() throws(StageCacheError) -> Int { Int(Int64(bitPattern: try bits())) }

    /// Reads a whole number that counts something.
    public mutating func count() throws(StageCacheError) -> Int {
        let value = try integer()
        guard value >= 0 else { throw .malformedRecord }
        return value
    }

    /// Reads a number.
    public mutating func double() throws(StageCacheError) -> Double { Double(bitPattern: try bits()) }

    /// Reads a text.
    public mutating func text() throws(StageCacheError) -> String {
        guard let text = String(validating: try byteList(), as: UTF8.self) else { throw .malformedRecord }
        return text
    }

    /// Reads bytes.
    public mutating func byteList() throws(StageCacheError) -> [UInt8] { Array(try take(count(), size: 1)) }

    /// Reads a list of numbers.
    public mutating func floats() throws(StageCacheError) -> [Float] {
        let part = try take(count(), size: 4)
        return part.withUnsafeBytes { raw in
            (0..<raw.count / 4).map {
                Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
            }
        }
    }

    /// Makes sure that nothing is left.
    public func finish() throws(StageCacheError) {
        guard offset == bytes.count else { throw .malformedRecord }
    }

    private mutating func bits() throws(StageCacheError) -> UInt64 {
        try take(1, size: 8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func take(_ count: Int, size: Int) throws(StageCacheError) -> ArraySlice<UInt8> {
        guard count <= (bytes.count - offset) / size else { throw .malformedRecord }
        defer { offset += count * size }
        return bytes[offset..<offset + count * size]
    }
}
