import TestSupport
import Testing

/// The comparisons on which other tests depend must be able to fail.
@Suite struct SignalComparisonTests {
    @Test func differencesAreMeasured() {
        #expect(SignalComparison.largestDifference([1, 2, 3], [1, 2.5, 2]) == 1)
        #expect(SignalComparison.largestDifference([], []) == 0)
    }

    @Test(arguments: 0..<3) func nanIsAnInfiniteDifference(place: Int) {
        var spoilt: [Float] = [1, 2, 3]
        spoilt[place] = .nan
        #expect(SignalComparison.largestDifference(spoilt, [1, 2, 3]) == .infinity)
        #expect(SignalComparison.largestDifference([1, 2, 3], spoilt) == .infinity)
        #expect(SignalComparison.largestDifference(spoilt, spoilt) == .infinity)
        #expect(SignalComparison.largestDifference([.infinity], [.infinity]) == .infinity)
    }

    @Test func differentLengthsAreAnInfiniteDifference() {
        #expect(SignalComparison.largestDifference([1, 2], [1]) == .infinity)
        #expect(SignalComparison.largestDifference([], [1]) == .infinity)
        #expect(throws: DifferentLengths.self) { try paired([1, 2], [1]) }
        #expect(throws: DifferentLengths.self) { try paired([Int](), [Int]()) }
    }

    @Test func aSineWithAHoleHasARemainder() {
        var signal = SyntheticAudio.sine(frequency: 100, sampleRate: 8_000, count: 800)
        #expect(SignalComparison.sineFit(signal, frequency: 100, sampleRate: 8_000, in: 0..<800).remainder < 1e-3)
        signal[400] = .nan
        #expect(SignalComparison.sineFit(signal, frequency: 100, sampleRate: 8_000, in: 0..<800).remainder == .infinity)
    }
}
