import Features
import TestSupport
import Testing

@Suite struct RealFFTTests {
    /// The power spectrum by its definition.
    private static func naive(_ frame: [Float], bins: Int) -> [Double] {
        (0..<bins).map { bin in
            var (re, im) = (0.0, 0.0)
            for (index, value) in frame.enumerated() {
                let angle = -2 * Double.pi * Double(bin * index % frame.count) / Double(frame.count)
                re += Double(value) * angle.cosine
                im += Double(value) * angle.sine
            }
            return re * re + im * im
        }
    }

    private static func spectrum(_ frame: [Float], bins: Int, _ fft: RealFFT) -> [Float] {
        var (frame, power) = (frame, [Float](repeating: .nan, count: bins))
        var scratch = [Float](repeating: .nan, count: fft.scratchCount)
        fft.powerSpectrum(&frame, bins: bins, into: &power, scratch: &scratch)
        return power
    }

    @Test(arguments: [1, 2, 15, 16, 100, 512])
    func agreesWithTheDefinition(size: Int) throws {
        let frame = Noise.floats(size)
        let bins = size / 2 + 1
        let power = Self.spectrum(frame, bins: bins, RealFFT(size: size))
        for (found, expected) in try paired(power, Self.naive(frame, bins: bins)) {
            #expect(abs(Double(found) - expected) < 1e-4 * max(1, expected))
        }
    }

    @Test func addressesNeedNoAlignment() {
        let fft = RealFFT(size: 64)
        let frame = Noise.floats(65)
        let expected = Self.spectrum(Array(frame[1...]), bins: 33, fft)
        var (shifted, power) = (frame, [Float](repeating: 0, count: 34))
        var scratch = [Float](repeating: 0, count: fft.scratchCount + 1)
        shifted.withUnsafeMutableBufferPointer { frame in
            power.withUnsafeMutableBufferPointer { power in
                scratch.withUnsafeMutableBufferPointer { scratch in
                    guard let f = frame.baseAddress, let p = power.baseAddress, let s = scratch.baseAddress else {
                        return
                    }
                    fft.powerSpectrum(f + 1, bins: 33, into: p + 1, scratch: s + 1)
                }
            }
        }
        #expect(SignalComparison.largestDifference(Array(power[1...]), expected) < 1e-4)
    }

    @Test func manyTasksMayShareAPlan() async {
        let fft = RealFFT(size: 512)
        let frames = (0..<16).map { Noise.floats(512, seed: UInt64($0 + 1)) }
        let alone = frames.map { Self.spectrum($0, bins: 257, fft) }
        let together = await withTaskGroup(of: (Int, [Float]).self) { group in
            for (index, frame) in frames.enumerated() {
                group.addTask { (index, Self.spectrum(frame, bins: 257, fft)) }
            }
            return await group.reduce(into: [Int: [Float]]()) { $0[$1.0] = $1.1 }
        }
        for (index, expected) in alone.enumerated() { #expect(together[index] == expected) }
    }

    @Test(arguments: [2, 16, 500, 512])
    func theInverseGivesTheSamplesBack(size: Int) {
        let transform = RealFFT(size: size)
        let samples = Noise.floats(size)
        var frame = samples
        var spectrum = [Float](repeating: 0, count: size + 2)
        frame.withUnsafeMutableBufferPointer { frame in
            spectrum.withUnsafeMutableBufferPointer { spectrum in
                guard let from = frame.baseAddress, let to = spectrum.baseAddress else { return }
                transform.transform(from, into: to)
                transform.invert(to, into: from)
            }
        }
        #expect(SignalComparison.largestDifference(frame.map { $0 / Float(size) }, samples) < 1e-6)
    }
}
