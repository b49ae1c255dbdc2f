import ModelFiles
import NeuralLayers
import TestSupport
import Testing

/// What is not a number is handed on, and spoils its own row alone: neither hidden nor spread.
@Suite struct NotANumberTests {
    /// Values of which one, in the second of three rows, is not a number.
    private static func rows(width: Int) -> (sound: [Float], spoilt: [Float]) {
        let sound = Noise.floats(3 * width, seed: 5)
        var spoilt = sound
        spoilt[width + width / 2] = .nan
        return (sound, spoilt)
    }

    /// - Parameter rows: rows that the value may reach.
    private func check(_ spoilt: [Float], _ sound: [Float], width: Int, reached rows: ClosedRange<Int>) {
        #expect(spoilt.count == sound.count)
        for row in 0..<sound.count / width {
            let values = spoilt[row * width..<(row + 1) * width]
            if rows.contains(row) {
                #expect(values.contains { $0.isNaN }, "row \(row) hides it")
            } else {
                #expect(values == sound[row * width..<(row + 1) * width], "row \(row)")
            }
        }
        #expect(sound.allSatisfy { $0.isFinite })
    }

    @Test(arguments: [1, 9, 64]) func linearRows(width: Int) {
        let linear = Linear(weight: Noise.floats(5 * width), bias: Noise.floats(5, seed: 2), outputs: 5, inputs: width)
        let (sound, spoilt) = Self.rows(width: width)
        var (clean, found) = ([Float](repeating: 0, count: 15), [Float](repeating: 0, count: 15))
        linear(sound, rows: 3, into: &clean)
        linear(spoilt, rows: 3, into: &found)
        check(found, clean, width: 5, reached: 1...1)
        #expect(found[5..<10].allSatisfy { $0.isNaN })
    }

    @Test(arguments: [2, 37, 288]) func normalizedRows(width: Int) throws {
        var tensors = TensorFile()
        tensors.add("norm.weight", shape: [width], Noise.floats(width))
        let folder = try ScratchFolder()
        let norm = try LayerNorm(SafeTensors(path: tensors.write(to: folder)), "norm", width: width)
        let (sound, spoilt) = Self.rows(width: width)
        var (clean, found) = ([Float](repeating: 0, count: 3 * width), [Float](repeating: 0, count: 3 * width))
        norm(sound, rows: 3, into: &clean)
        norm(spoilt, rows: 3, into: &found)
        check(found, clean, width: width, reached: 1...1)
    }

    @Test func convolvedRows() {
        // Kernel 3 and stride 1: the third input row of five is in all three outputs, the last one in the last alone.
        let layer = Convolution1D(
            weight: Noise.floats(4 * 2 * 3), bias: nil, outputs: 4, inputs: 2, kernel: 3, stride: 1)
        let sound = Noise.floats(10, seed: 3)
        for (place, reached) in [(9, 2...2), (5, 0...2), (0, 0...0)] {
            var spoilt = sound
            spoilt[place] = .nan
            var (clean, found) = ([Float](repeating: 0, count: 12), [Float](repeating: 0, count: 12))
            #expect(layer(sound, rows: 5, into: &clean) == 3)
            #expect(layer(spoilt, rows: 5, into: &found) == 3)
            check(found, clean, width: 4, reached: reached)
        }
    }
}
