/// WAV files written by hand, so that a test of a reader does not lean on a library's writer.
public struct WAVBytes {
    /// How samples are stored.
    public enum Encoding: Sendable, CaseIterable {
        /// Integers of 8 (unsigned), 16, 24 and 32 bits, 32 bit floats, and G.711.
        case pcm8, pcm16, pcm24, pcm32, float32, muLaw, aLaw

        var formatTag: Int {
            switch self {
            case .pcm8, .pcm16, .pcm24, .pcm32: 1
            case .float32: 3
            case .aLaw: 6
            case .muLaw: 7
            }
        }

        var bytesPerSample: Int {
            switch self {
            case .pcm8, .muLaw, .aLaw: 1
            case .pcm16: 2
            case .pcm24: 3
            case .pcm32, .float32: 4
            }
        }

        /// The largest error that storing makes for a sample of full scale.
        public var precision: Float {
            switch self {
            case .pcm8: 0.008
            case .pcm16: 4e-5
            case .pcm24: 3e-7
            case .pcm32, .float32: 1e-7
            case .muLaw, .aLaw: 0.035
            }
        }
    }

    /// Sizes that the header states instead of the true ones.
    public var statedSampleBytes: UInt32?
    /// Chunks after the samples, header included.
    public var trailer: [UInt8] = []
    private let samples: [Float]
    private let channelCount: Int
    private let sampleRate: Int
    private let encoding: Encoding

    /// - Parameter samples: interleaved, `frames x channelCount`, in [-1, 1] (floats may go beyond).
    public init(_ samples: [Float], channelCount: Int = 1, sampleRate: Int, encoding: Encoding = .pcm16) {
        self.samples = samples
        self.channelCount = channelCount
        self.sampleRate = sampleRate
        self.encoding = encoding
    }

    /// The file.
    public var bytes: [UInt8] {
        let body = samples.flatMap { Self.encode($0, encoding) }
        let block = encoding.bytesPerSample * channelCount
        let size = statedSampleBytes ?? UInt32(body.count)
        var bytes = Array("RIFF".utf8) + Self.little(UInt64(size &+ 36), 4) + Array("WAVEfmt ".utf8)
        bytes += Self.little(16, 4) + Self.little(UInt64(encoding.formatTag), 2) + Self.little(UInt64(channelCount), 2)
        bytes += Self.little(UInt64(sampleRate), 4) + Self.little(UInt64(sampleRate * block), 4)
        bytes += Self.little(UInt64(block), 2) + Self.little(UInt64(8 * encoding.bytesPerSample), 2)
        bytes += Array("data".utf8) + Self.little(UInt64(size), 4) + body
        if body.count % 2 == 1 { bytes.append(0) }
        return bytes + trailer
    }

    private static func little(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }

    private static func encode(_ sample: Float, _ encoding: Encoding) -> [UInt8] {
        func integer(_ bits: Int) -> UInt64 {
            let scale = Double(sign: .plus, exponent: bits - 1, significand: 1)
            let value = (Double(sample) * scale).rounded().clamped(to: -scale...scale - 1)
            return UInt64(bitPattern: Int64(value))
        }
        switch encoding {
        case .pcm8: return [UInt8(truncatingIfNeeded: integer(8) &+ 128)]
        case .pcm16: return little(integer(16), 2)
        case .pcm24: return little(integer(24), 3)
        case .pcm32: return little(integer(32), 4)
        case .float32: return little(UInt64(sample.bitPattern), 4)
        case .muLaw: return [muLaw(Int(Int64(bitPattern: integer(16))))]
        case .aLaw: return [aLaw(Int(Int64(bitPattern: integer(16))))]
        }
    }

    /// ITU-T G.711 mu-law of a 16 bit sample.
    private static func muLaw(_ sample: Int) -> UInt8 {
        let magnitude = min(abs(sample), 32_635) + 132
        let exponent = Int.bitWidth - 1 - magnitude.leadingZeroBitCount - 7
        let mantissa = magnitude >> (exponent + 3) & 0x0F
        return ~UInt8((sample < 0 ? 0x80 : 0) | exponent << 4 | mantissa)
    }

    /// ITU-T G.711 A-law of a 16 bit sample.
    private static func aLaw(_ sample: Int) -> UInt8 {
        let magnitude = min(sample < 0 ? -sample - 1 : sample, 32_767) >> 3
        let exponent = max(0, Int.bitWidth - 1 - max(1, magnitude).leadingZeroBitCount - 4)
        let mantissa = magnitude >> max(1, exponent) & 0x0F
        return UInt8((sample < 0 ? 0 : 0x80) | exponent << 4 | mantissa) ^ 0x55
    }
}

extension Comparable {
    fileprivate func clamped(to range: ClosedRange<Self>) -> Self { min(max(self, range.lowerBound), range.upperBound) }
}
