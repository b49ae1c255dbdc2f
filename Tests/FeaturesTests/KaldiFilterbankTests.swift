import Features
import TensorKit
import TestSupport
import Testing

@Suite struct KaldiFilterbankTests {
    private let filterbank = KaldiFilterbank()

    private func energies(_ samples: [Float]) -> Matrix { samples.withUnsafeBufferPointer(filterbank.energies) }

    private static func sine(_ hertz: Double, count: Int, amplitude: Float = 0.5) -> [Float] {
        (0..<count).map { amplitude * Float((2 * Double.pi * hertz * Double($0) / 16_000).sine) }
    }

    @Test(arguments: [
        (0, 0), (1, 0), (399, 0), (400, 1), (559, 1), (560, 2), (719, 2), (720, 3), (16_000, 98), (160_000, 998),
    ])
    func framesAreWhole(samples: Int, frames: Int) {
        #expect(KaldiFilterbank.frameCount(samples) == frames)
        let matrix = energies(Noise.floats(samples))
        #expect(matrix.rows == frames && matrix.columns == 80)
        #expect(matrix.values.allSatisfy { $0.isFinite })
    }

    /// Filter f peaks at mel(20) + (f + 1) · step.
    @Test(arguments: [0, 5, 20, 40, 60, 79])
    func aSineIsLoudestInItsFilter(filter: Int) throws {
        func mel(_ hertz: Double) -> Double { 1127 * (1 + hertz / 700).logarithm }
        let step = (mel(8000) - mel(20)) / 81
        let hertz = 700 * (((mel(20) + Double(filter + 1) * step) / 1127).exponential - 1)
        let matrix = energies(Self.sine(hertz, count: 4000))
        for row in 0..<matrix.rows {
            let values = Array(matrix[row: row])
            let loudest = try #require(values.indices.max { values[$0] < values[$1] })
            // A low filter is narrower than a bin of the transform, so its neighbour may be louder.
            #expect(abs(loudest - filter) <= (filter < 10 ? 2 : 0), "\(hertz) Hz is loudest in \(loudest)")
        }
    }

    @Test func silenceGivesTheFloor() {
        let matrix = energies([Float](repeating: 0, count: 1000))
        #expect(matrix.rows == 4)
        #expect(matrix.values.allSatisfy { $0 == KaldiFilterbank.floor })
        #expect(abs(KaldiFilterbank.floor + 15.942385) < 1e-5)
    }

    @Test func aConstantIsSilence() {
        // The mean of each frame is subtracted; here the sums are exact, so the rest is exactly 0.
        #expect(energies([Float](repeating: 0.25, count: 1000)).values.allSatisfy { $0 == KaldiFilterbank.floor })
    }

    @Test func twiceTheAmplitudeAddsTheLogarithmOfFour() throws {
        let samples = Noise.floats(4000, scale: 0.25)
        let once = energies(samples)
        let twice = energies(samples.map { 2 * $0 })
        for (a, b) in try paired(once.values, twice.values) { #expect(abs(b - a - 1.3862944) < 1e-3) }
    }

    @Test func aFrameDependsOnItsOwnSamplesAlone() {
        let samples = Noise.floats(4000)
        let whole = energies(samples)
        let part = energies(Array(samples[1600..<2400]))
        #expect(part.rows == 3)
        #expect(part == whole.rows(10..<13))
    }
}
