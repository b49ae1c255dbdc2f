import Foundation
import TestSupport
import Testing

@testable import Recognition

@Suite struct TimedWordsTests {
    /// Ids from 3 on: ▁a, b, ▁c, ▁.
    private static func timed() throws -> TimedWords {
        let pieces = ["<unk>", "<s>", "</s>", "▁a", "b", "▁c", "▁"]
        let bytes = pieces.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        return TimedWords(tokenizer: try BytePieceTokenizer(bytes: bytes, path: "t"), secondsPerFrame: 0.5)
    }

    @Test func tokensBecomeWordsWithTimesAndMeanProbability() throws {
        let words = try Self.timed().words(
            [3, 4, 5], logProbabilities: [log(0.5), log(0.125), log(0.75)], spans: [0..<2, 2..<3, 4..<6])
        #expect(words.map(\.text) == ["ab", "c"])
        #expect(words.map(\.start) == [0, 2] && words.map(\.end) == [1.5, 3])
        #expect(abs(words[0].confidence - 0.25) < 1e-6 && abs(words[1].confidence - 0.75) < 1e-6)
    }

    @Test func overlappingWordsShareTheMiddle() throws {
        let words = try Self.timed().words([3, 5], logProbabilities: [0, 0], spans: [0..<3, 2..<4])
        #expect(words.map(\.start) == [0, 1.25] && words.map(\.end) == [1.25, 2])
    }

    @Test func tokensWithoutTextAreNoWords() throws {
        let words = try Self.timed().words([6, 4, 6], logProbabilities: [0, 0, 0], spans: [0..<1, 1..<2, 2..<3])
        #expect(words.map(\.text) == ["b"])
        #expect(try Self.timed().words([], logProbabilities: [], spans: []).isEmpty)
    }
}
