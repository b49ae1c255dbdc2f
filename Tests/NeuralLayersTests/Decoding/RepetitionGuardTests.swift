import Testing

@testable import NeuralLayers

@Suite struct RepetitionGuardTests {
    private static func repeated(_ phrase: [Int], _ times: Int) -> [Int] { (0..<times).flatMap { _ in phrase } }

    @Test func aTokenMayComeEightTimes() {
        #expect(RepetitionGuard.kept([3, 4] + Self.repeated([7], 8)) == nil)
        #expect(RepetitionGuard.kept([3, 4] + Self.repeated([7], 9)) == 3)
        #expect(RepetitionGuard.kept(Self.repeated([7], 9)) == 1)
    }

    @Test(arguments: [2, 3, 5, 15, 16])
    func aPhraseMayComeFourTimes(length: Int) {
        let phrase = Array(100..<100 + length)
        #expect(RepetitionGuard.kept([1, 2, 3] + Self.repeated(phrase, 4)) == nil)
        #expect(RepetitionGuard.kept([1, 2, 3] + Self.repeated(phrase, 5)) == 3 + length)
        #expect(RepetitionGuard.kept(Self.repeated(phrase, 5)) == length)
    }

    @Test func longerPhrasesAreNotLookedFor() {
        let phrase = Array(0..<RepetitionGuard.longestPhrase + 1)
        #expect(RepetitionGuard.kept(Self.repeated(phrase, 5)) == nil)
    }

    @Test func onlyTheEndCounts() {
        #expect(RepetitionGuard.kept(Self.repeated([7], 20) + [8]) == nil)
        #expect(RepetitionGuard.kept(Self.repeated([1, 2], 10) + [1]) == 13)
        #expect(RepetitionGuard.kept([]) == nil)
        #expect(RepetitionGuard.kept([1]) == nil)
    }

    @Test func ordinaryTextIsLeftAlone() {
        #expect(RepetitionGuard.kept((0..<300).map { ($0 * $0 + $0 / 3) % 97 }) == nil)
    }
}
