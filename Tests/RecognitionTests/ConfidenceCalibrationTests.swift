import Foundation
import TestSupport
import Testing
import Transcript

@testable import Recognition

@Suite struct ConfidenceCalibrationTests {
    private let calibration = ConfidenceCalibration(slope: 0.5, neighbourSlope: 0.25, offset: -1)

    @Test func logOddsOfAWordAndOfItsNeighboursAreAdded() throws {
        // Log-odds 0, ln 4 and ln 9.
        let found = calibration.confidences([0.5, 0.8, 0.9])
        let expected = [
            0.25 * (log(4.0) + log(9.0)) / 2 - 1, 0.5 * log(4.0) + 0.25 * log(9.0) / 2 - 1,
            0.5 * log(9.0) + 0.25 * log(4.0) / 2 - 1,
        ].map { 1 / (1 + exp(-$0)) }
        for (one, other) in try paired(found, expected) { #expect(abs(one - other) < 1e-12) }
    }

    @Test func onlyWordsWithinReachAreNeighbours() {
        var words = [Double](repeating: 0.8, count: 12)
        let before = calibration.confidences(words)
        words[0] = 0.1
        let after = calibration.confidences(words)
        #expect(after[0] < before[0])
        for index in 1...ConfidenceCalibration.reach { #expect(after[index] < before[index]) }
        for index in ConfidenceCalibration.reach + 1..<12 { #expect(abs(after[index] - before[index]) < 1e-12) }
    }

    @Test func aLoneWordIsItsOwnNeighbour() {
        let confidence = calibration.confidences([0.8])
        #expect(abs(confidence[0] - 1 / (1 + exp(-(0.75 * log(4.0) - 1)))) < 1e-12)
        #expect(calibration.confidences([]).isEmpty)
    }

    @Test(arguments: 1...20) func theOrderOfAWordsProbabilitiesStays(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var words = (0..<9).map { _ in Double.random(in: 0...1, using: &generator) }
        let place = Int.random(in: 0..<9, using: &generator)
        let confidences = [0, 0.005, 0.3, 0.6, 0.9, 0.9985, 1].map { probability in
            words[place] = probability
            return calibration.confidences(words)[place]
        }
        #expect(confidences == confidences.sorted())
        #expect(confidences.allSatisfy { 0 < $0 && $0 < 1 })
    }

    @Test func nothingButTheConfidenceOfWordsChanges() {
        let words = TranscriptFixtures.meeting.words
        var calibrated = calibration.calibrated(words)
        #expect(calibrated.map(\.confidence) == calibration.confidences(words.map(\.confidence)))
        for index in calibrated.indices { calibrated[index].confidence = words[index].confidence }
        #expect(calibrated == words)
    }
}
