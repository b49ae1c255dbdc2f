import Testing
import Transcript

@testable import TranscriptImport

@Suite struct ImportedTurnTests {
    private func word(_ text: String, _ start: Double, _ end: Double) -> ImportedWord {
        ImportedWord(text: text, range: TimeRange(start: start, end: end), confidence: 0.5)
    }

    /// Words of a second each.
    private func turn(_ texts: [String]) -> ImportedTurn {
        ImportedTurn(
            speaker: "Ann", words: texts.enumerated().map { word($0.element, Double($0.offset), Double($0.offset + 1)) }
        )
    }

    @Test func shortTurnsStayWhole() {
        let turn = turn((0..<60).map { $0 == 45 ? "end." : "word" })
        #expect(turn.cut() == [turn])
    }

    @Test func longTurnsAreCutAfterSentences() {
        let parts = turn((0..<200).map { $0 % 8 == 7 ? "end." : "word" }).cut()
        #expect(parts.map(\.words.count) == [48, 48, 48, 56])
        #expect(parts.allSatisfy { $0.words.last?.text == "end." && $0.speaker == "Ann" })
    }

    @Test func withoutLateSentencesAnEarlierOneCounts() {
        #expect(turn((0..<90).map { $0 == 29 ? "end." : "word" }).cut().map(\.words.count) == [30, 60])
    }

    @Test func withoutSentencesTheLongestPauseCounts() {
        var turn = turn(Array(repeating: "word", count: 90))
        turn.words[39].range = TimeRange(start: 39, end: 39.25)
        #expect(turn.cut().map(\.words.count) == [40, 50])
    }

    @Test func withoutAnythingWordsCount() {
        let parts = turn(Array(repeating: "word", count: 130)).cut()
        #expect(parts.flatMap(\.words).count == 130)
        #expect(parts.allSatisfy { $0.range.duration <= 60 })
        let single = ImportedTurn(speaker: nil, words: [word("hm", 0, 500)])
        #expect(single.cut() == [single])
    }

    @Test func everyImporterCutsLongTurns() throws {
        let cues = (0..<300).map { "a 1 Ann \($0 * 2) \($0 * 2 + 2) Sentence number \($0).\n" }.joined()
        let joined = try ImportFormat.imported(
            "a 1 Ann 0 600 " + (0..<300).map { "Sentence \($0)." }.joined(separator: " "))
        #expect(joined.turns.count > 10 && joined.turns.allSatisfy { $0.range.duration <= 61 })
        #expect(joined.turns.flatMap(\.words).count == 600)
        #expect(try ImportFormat.imported(cues).turns.count == 300)
    }

    @Test func textAndWordsAreBroughtTogetherByLetters() {
        let words = [word("it", 0, 1), word("'s", 1, 2), word("twenty", 2, 3), word("one", 3, 4)]
        let turn = ImportedTurn(
            text: "It's — twenty-one!", range: TimeRange(start: 0, end: 9), speaker: nil, words: words)
        #expect(turn.words.map(\.text) == ["It's", "—", "twenty-one!"])
        #expect(
            turn.words.map(\.range) == [
                TimeRange(start: 0, end: 2), TimeRange(start: 2, end: 2), TimeRange(start: 2, end: 4),
            ])
        #expect(turn.words.map(\.confidence) == [0.5, 0.5, 0.5])
        // Other letters say nothing of the times.
        let other = ImportedTurn(
            text: "ab cd", range: TimeRange(start: 0, end: 8), speaker: nil, words: [word("x", 0, 1)])
        #expect(other.words.map(\.range.start) == [0, 4])
    }

    @Test func twentyThousandPiecesAreJoined() {
        let pieces = (0..<20_000).map { index in
            ImportedTurn(speaker: "Ann", words: [word("word", Double(index), Double(index) + 0.9)])
        }
        #expect(pieces.joined().map(\.words.count) == [20_000])
    }
}
