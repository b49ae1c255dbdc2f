import Foundation
public import Testing

/// Numbers that a reference implementation computed, and where they stand in their tensor.
public struct GoldenTensor: Decodable, Sendable {
    /// Shape of the whole tensor.
    public let shape: [Int]
    /// Places in row order of the values that were kept.
    public let indices: [Int]
    /// The values at those places.
    public let values: [Float]

    /// Wraps a whole tensor.
    public init(shape: [Int], values: [Float]) {
        self.shape = shape
        self.indices = Array(values.indices)
        self.values = values
    }

    /// Reads a raw little-endian tensor of the shared folder, with the shape of its manifest.
    public static func shared(_ name: String) throws -> GoldenTensor {
        struct Entry: Decodable {
            let dtype: String
            let shape: [Int]
        }
        let manifest = try JSONSerialization.jsonObject(
            with: Data(contentsOf: URL(filePath: try TestResources.shared("golden/manifest.json"))))
        let object = try #require((manifest as? [String: Any])?[name])
        let entry = try JSONDecoder().decode(Entry.self, from: JSONSerialization.data(withJSONObject: object))
        let data = try Data(contentsOf: URL(filePath: try TestResources.shared("golden/\(name).bin")))
        let count = entry.shape.reduce(1, *)
        let values: [Float] = data.withUnsafeBytes { bytes in
            switch entry.dtype {
            case "float32": (0..<count).map { bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
            case "float64": (0..<count).map { Float(bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Double.self)) }
            case "int32": (0..<count).map { Float(bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Int32.self)) }
            default: (0..<count).map { Float(bytes[$0]) }
            }
        }
        return GoldenTensor(shape: entry.shape, values: values)
    }

    /// Expects a computed tensor to agree, and prints the largest errors as a line of the parity table.
    /// - Parameters:
    ///   - tolerance: largest absolute difference.
    ///   - ignoringNaN: whether places where both are NaN agree.
    public func expect(
        _ actual: [Float], _ name: String, tolerance: Float, ignoringNaN: Bool = false,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard actual.count == shape.reduce(1, *) else {
            Issue.record("\(name): \(actual.count) values for shape \(shape)", sourceLocation: sourceLocation)
            return
        }
        guard indices.count == values.count, !values.isEmpty else {
            Issue.record(
                "\(name): \(values.count) golden values at \(indices.count) places", sourceLocation: sourceLocation)
            return
        }
        var largest: Float = 0
        var (difference, total) = (0.0, 0.0)
        for (index, value) in zip(indices, values) {
            if ignoringNaN && value.isNaN && actual[index].isNaN { continue }
            let error = abs(actual[index] - value)
            // NaN compares false with everything: it must not pass for small.
            largest = error.isNaN ? .infinity : max(largest, error)
            difference += Double(error) * Double(error)
            total += Double(value) * Double(value)
        }
        let relative = (difference / max(total, .leastNormalMagnitude)).squareRoot()
        print("parity | \(name) | \(shape) | \(values.count) values | max abs \(largest) | rel rms \(Float(relative))")
        #expect(largest <= tolerance, "\(name) differs by \(largest)", sourceLocation: sourceLocation)
    }
}

/// The committed golden numbers of `beckett.wav`, a sample of the models' package: a fixed random choice of the values
/// that a plain single-precision reference computes.
public struct BeckettGolden: Decodable, Sendable {
    private let tensors: [String: GoldenTensor]
    /// Tokens of the greedy decoding, start and end token included.
    public let tokens: [Int]
    /// The text.
    public let text: String
    /// Words with start and end in seconds, before any clipping to speech.
    public let words: [(text: String, start: Double, end: Double)]
    /// Powerset class of each frame of the zero-padded window.
    public let classes: [Int]
    /// The embedding of frames 100 ..< 400 of the segmentation.
    public let embedding: [Float]
    /// Speech probability of each full chunk of 512 samples.
    public let speechProbabilities: [Float]

    /// Reads the committed file.
    public static func load() throws -> BeckettGolden {
        let data = try Data(contentsOf: URL(filePath: try TestResources.fixture("beckett-golden.json")))
        return try JSONDecoder().decode(BeckettGolden.self, from: data)
    }

    /// A tensor by name.
    public func tensor(_ name: String) throws -> GoldenTensor { try #require(tensors[name]) }

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { return nil }
    }

    /// Decodes the file: plain lists by name, everything else a tensor.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        func list<T: Decodable>(_ name: String) throws -> T {
            try container.decode(T.self, forKey: Key(stringValue: name))
        }
        tokens = try list("tokens")
        text = try list("text")
        classes = try list("classes")
        embedding = try list("embedding")
        speechProbabilities = try list("speech_probabilities")
        var words: [(text: String, start: Double, end: Double)] = []
        var outer = try container.nestedUnkeyedContainer(forKey: Key(stringValue: "words"))
        while !outer.isAtEnd {
            var inner = try outer.nestedUnkeyedContainer()
            words.append((try inner.decode(String.self), try inner.decode(Double.self), try inner.decode(Double.self)))
        }
        self.words = words
        let plain: Set = ["tokens", "text", "words", "classes", "embedding", "speech_probabilities"]
        tensors = try Dictionary(
            uniqueKeysWithValues: container.allKeys.filter { !plain.contains($0.stringValue) }.map {
                ($0.stringValue, try container.decode(GoldenTensor.self, forKey: $0))
            })
    }
}
