import TestSupport
import Testing

@testable import Scoring

struct ConfidenceReliabilityTests {
    private func reliability(_ words: [(confidence: Double?, isRight: Bool)]) -> ConfidenceReliability {
        ConfidenceReliability(
            words.indices.map { .pair(reference: $0, hypothesis: $0, isEqual: words[$0].isRight) },
            confidences: words.map(\.confidence))
    }

    @Test func wordsAreCountedInTheirTenth() throws {
        let table = reliability([(0, false), (0.1, true), (0.95, true), (1, true), (0.25, false), (nil, true)])
        #expect(table.bins.map(\.words) == [1, 1, 1, 0, 0, 0, 0, 0, 0, 2])
        #expect(table.bins.map(\.right) == [0, 1, 0, 0, 0, 0, 0, 0, 0, 2])
        #expect(table.bins[9].meanConfidence == 0.975 && table.bins[9].rightShare == 1)
        #expect(table.bins[3].meanConfidence == nil && table.bins[3].rightShare == nil)
        #expect(table.all.words == 5 && table.all.right == 3)
        let error = (0.9 + 0.25 + 0.05) / 5
        #expect(abs(try #require(table.expectedCalibrationError) - error) < 1e-12)
        let brier = (0.9 * 0.9 + 0.05 * 0.05 + 0.25 * 0.25) / 5
        #expect(abs(try #require(table.brierScore) - brier) < 1e-12)
    }

    @Test func insertionsAreWrongAndDeletionsAreNoWords() {
        let table = ConfidenceReliability(
            [.insertion(hypothesis: 0), .deletion(reference: 0), .pair(reference: 1, hypothesis: 1, isEqual: true)],
            confidences: [0.5, 0.5])
        #expect(table.all.words == 2 && table.all.right == 1)
        #expect(table.expectedCalibrationError == 0)
    }

    @Test func nothingHasNoFigures() {
        let table = ConfidenceReliability()
        #expect(table.expectedCalibrationError == nil && table.brierScore == nil)
    }

    /// Words that are right as often as their confidence says are calibrated, however they are pooled.
    @Test func calibratedWordsHaveNoError() throws {
        var generator = SeededGenerator(seed: 1)
        var pool = ConfidenceReliability()
        for _ in 0..<20 {
            let words = (0..<1000).map { _ in
                let confidence = Double.random(in: 0...1, using: &generator)
                let isRight = Double.random(in: 0..<1, using: &generator) < confidence
                return (confidence: Double?.some(confidence), isRight: isRight)
            }
            pool = pool + reliability(words)
        }
        #expect(pool.all.words == 20_000)
        #expect(try #require(pool.expectedCalibrationError) < 0.02)
        #expect(abs(try #require(pool.brierScore) - 1.0 / 6) < 0.01)
    }
}
