import Foundation

/// Measures how far one signal is from another.
public enum SignalComparison {
    /// The largest difference between two lists; infinite where the lengths differ or a value is not a number.
    ///
    /// A comparison with NaN is false and `max` keeps what it has: without a look of its own, a function that gives NaN
    /// everywhere would pass for one without any error.
    public static func largestDifference(_ first: [Float], _ second: [Float]) -> Float {
        guard first.count == second.count else { return .infinity }
        var largest: Float = 0
        for index in first.indices {
            let difference = abs(first[index] - second[index])
            if difference.isNaN { return .infinity }
            largest = max(largest, difference)
        }
        return largest
    }

    /// How many samples later than `reference` a signal is, to a fraction of a sample, by cross-correlation.
    /// - Parameters:
    ///   - range: samples of the reference that are looked for.
    ///   - reach: largest lag in samples that is tried, in both directions.
    public static func lag(of signal: [Float], to reference: [Float], in range: Range<Int>, reach: Int) -> Double {
        func correlation(_ lag: Int) -> Double {
            var sum: Float = 0
            let from = max(range.lowerBound, -lag)
            let end = min(range.upperBound, signal.count - lag)
            var index = from
            while index < end {
                sum += signal[index + lag] * reference[index]
                index += 1
            }
            return Double(sum)
        }
        let values = (-reach...reach).map(correlation)
        guard let best = values.indices.max(by: { values[$0] < values[$1] }) else { return .nan }
        let whole = Double(best - reach)
        guard best > 0, best < values.count - 1 else { return whole }
        // The top of a parabola through the best value and its neighbours.
        let curvature = values[best - 1] - 2 * values[best] + values[best + 1]
        return whole + (curvature == 0 ? 0 : 0.5 * (values[best - 1] - values[best + 1]) / curvature)
    }

    /// Amplitude and phase (radians at sample 0) of one frequency in a signal, measured over whole periods within
    /// `range`, and the largest remainder when that sine is taken away; infinite where a sample is not a number.
    public static func sineFit(
        _ signal: [Float], frequency: Double, sampleRate: Int, in range: Range<Int>
    ) -> (amplitude: Double, phase: Double, remainder: Double) {
        // Least squares for the two components; their sums of products need not be orthogonal.
        var (ss, sc, cc, xs, xc) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for index in range {
            let angle = 2 * Double.pi * frequency * Double(index) / Double(sampleRate)
            let (s, c, x) = (sin(angle), cos(angle), Double(signal[index]))
            ss += s * s
            sc += s * c
            cc += c * c
            xs += x * s
            xc += x * c
        }
        let determinant = ss * cc - sc * sc
        let (a, b) = ((xs * cc - xc * sc) / determinant, (xc * ss - xs * sc) / determinant)
        var remainder = 0.0
        for index in range {
            let angle = 2 * Double.pi * frequency * Double(index) / Double(sampleRate)
            let difference = abs(Double(signal[index]) - a * sin(angle) - b * cos(angle))
            remainder = difference.isNaN ? .infinity : max(remainder, difference)
        }
        return ((a * a + b * b).squareRoot(), atan2(b, a), remainder)
    }
}
