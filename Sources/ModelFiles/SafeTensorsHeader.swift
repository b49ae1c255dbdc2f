import Foundation

/// What the header of a safetensors file says, after validation.
///
/// The format: 8 bytes little-endian header length, a JSON object name → (dtype, shape, data_offsets), then the
/// data. The tensors must tile the data exactly, without gap or overlap.
struct SafeTensorsHeader: Sendable {
    /// Type of the elements of a tensor, by its name in the format.
    enum ElementType: String, Sendable {
        case float64 = "F64"
        case float32 = "F32"
        case float16 = "F16"
        case bfloat16 = "BF16"
        case int64 = "I64"
        case int32 = "I32"
        case int16 = "I16"
        case int8 = "I8"
        case uint64 = "U64"
        case uint32 = "U32"
        case uint16 = "U16"
        case uint8 = "U8"
        case boolean = "BOOL"

        /// Bytes of one element.
        var size: Int {
            switch self {
            case .float64, .int64, .uint64: 8
            case .float32, .int32, .uint32: 4
            case .float16, .bfloat16, .int16, .uint16: 2
            case .int8, .uint8, .boolean: 1
            }
        }
    }

    /// One tensor.
    struct Entry: Sendable {
        let type: ElementType
        /// Row-major.
        let shape: [Int]
        /// Where its data lie, from the start of the file.
        let byteRange: Range<Int>
    }

    /// Maximum length of a header in the format.
    static let maxHeaderBytes = 100_000_000

    /// Tensors by name.
    let entries: [String: Entry]
    /// Names in the order of their data.
    let names: [String]

    /// Reads and validates the header.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - path: for error messages.
    /// - Throws: `ModelFileError.badHeader`.
    init(bytes: UnsafeRawBufferPointer, path: String) throws {
        func bad(_ reason: String) -> ModelFileError { .badHeader(path: path, reason: reason) }

        guard bytes.count >= 8 else { throw bad("\(bytes.count) bytes are too few") }
        let headerLength = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        guard headerLength <= min(Self.maxHeaderBytes, bytes.count - 8) else {
            throw bad("header of \(headerLength) bytes in a file of \(bytes.count)")
        }
        let dataStart = 8 + Int(headerLength)
        let described: RawHeader
        do {
            described = try JSONDecoder().decode(RawHeader.self, from: Data(bytes[8..<dataStart]))
        } catch let error as DecodingError {
            throw bad("the header cannot be read: \(error.placeAndReason)")
        }

        var entries: [String: Entry] = [:]
        for (name, tensor) in described.tensors {
            guard let type = ElementType(rawValue: tensor.dtype) else {
                throw bad("tensor \(name) has unknown type \(tensor.dtype)")
            }
            guard let byteCount = Self.byteCount(shape: tensor.shape, type: type) else {
                throw bad("tensor \(name) has impossible shape \(tensor.shape)")
            }
            let offsets = tensor.dataOffsets
            guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1], offsets[1] <= bytes.count - dataStart
            else { throw bad("tensor \(name) lies outside the file: data_offsets \(offsets)") }
            guard offsets[1] - offsets[0] == byteCount else {
                throw bad("tensor \(name) \(tensor.shape) takes \(byteCount) bytes, not data_offsets \(offsets)")
            }
            entries[name] = Entry(
                type: type, shape: tensor.shape, byteRange: dataStart + offsets[0]..<dataStart + offsets[1])
        }

        let ordered = entries.sorted { a, b in
            (a.value.byteRange.lowerBound, a.value.byteRange.upperBound, a.key)
                < (b.value.byteRange.lowerBound, b.value.byteRange.upperBound, b.key)
        }
        var end = dataStart
        for (name, entry) in ordered {
            guard entry.byteRange.lowerBound == end else {
                throw bad("tensor \(name) leaves a gap or overlaps another")
            }
            end = entry.byteRange.upperBound
        }
        guard end == bytes.count else { throw bad("\(bytes.count - end) bytes belong to no tensor") }
        self.entries = entries
        names = ordered.map(\.key)
    }

    /// Bytes of a tensor, or nil if a dimension is negative or the product overflows.
    private static func byteCount(shape: [Int], type: ElementType) -> Int? {
        var count = type.size
        for dimension in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
            guard dimension >= 0, !overflow else { return nil }
            count = product
        }
        return count
    }
}

/// The header's JSON as it stands.
private struct RawHeader: Decodable {
    struct Tensor: Decodable {
        let dtype: String
        let shape: [Int]
        let dataOffsets: [Int]

        enum CodingKeys: String, CodingKey {
            case dtype
            case shape
            case dataOffsets = "data_offsets"
        }
    }

    /// Free text about the file; the only key that is not a tensor's name.
    static let metadataKey = "__metadata__"

    let tensors: [String: Tensor]

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: AnyCodingKey.self)
        var tensors: [String: Tensor] = [:]
        for key in container.allKeys {
            if key.stringValue == Self.metadataKey {
                _ = try container.decode([String: String].self, forKey: key)
            } else {
                tensors[key.stringValue] = try container.decode(Tensor.self, forKey: key)
            }
        }
        self.tensors = tensors
    }
}
