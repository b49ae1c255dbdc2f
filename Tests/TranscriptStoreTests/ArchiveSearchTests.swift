import GRDB
import TestSupport
import Testing
import Transcript

@testable import TranscriptStore

@Suite struct ArchiveSearchTests {
    private let folder: ScratchFolder
    private let archive: Archive

    init() throws {
        folder = try ScratchFolder()
        archive = try Archive(path: folder.file("archive.db"))
    }

    @Test func aHitSaysWhoWhenAndWhere() throws {
        let id = try archive.save(TranscriptFixtures.meeting)
        let hits = try archive.search(SearchRequest(query: "budget"))
        let hit = try #require(hits.first)
        #expect(hits.count == 1)
        #expect(hit.recordingID == id)
        #expect(hit.path == "/meetings/2024 budget.flac")
        #expect(hit.durationSeconds == 20.5)
        #expect(hit.turn == 0)
        #expect(hit.speaker == "S1")
        #expect(hit.range == TimeRange(start: 0.5, end: 4))
        #expect(hit.text == "Good morning. Let's discuss the café's budget.")
        #expect(
            hit.snippet == [
                SnippetPiece(text: "Good morning. Let's discuss the café's ", isMatch: false),
                SnippetPiece(text: "budget", isMatch: true), SnippetPiece(text: ".", isMatch: false),
            ])
        #expect(hit.score > 0)
    }

    @Test(arguments: [
        ("cafe", [0]), ("CAFÉ", [0]), ("caf\u{65}\u{301}", [0]), ("let's", [0]), ("let’s", [0]), ("lets", []),
        ("state-of-the-art", [1]), ("art of state", [1]), ("don't know", [1]), ("\"don't know\"", [1]),
        ("\"know don't\"", []), ("morn*", [0]), ("\"good mor\"*", [0]), ("yes", [2]), ("yes OR budget", [0, 2]),
        ("the NOT budget", [1]), ("(yes OR budget) good", [0]), ("the", [0, 1]), ("budget?", [0]), ("- budget --", [0]),
        ("missing", []), ("good\tmorning\n", [0]), ("not", []), ("near", []), ("text:budget", []), ("^good", [0]),
    ])
    func aQueryFinds(query: String, turns: [Int]) throws {
        try archive.save(TranscriptFixtures.meeting)
        #expect(try archive.search(SearchRequest(query: query)).map(\.turn).sorted() == turns)
    }

    @Test func filtersNarrowTheSearch() throws {
        let first = try archive.save(TranscriptFixtures.meeting)
        var copy = TranscriptFixtures.meeting
        copy.recording.contentHash = TranscriptFixtures.hash(5)
        let second = try archive.save(copy)
        func found(_ request: SearchRequest) throws -> [[Int64]] {
            try archive.search(request).map { [$0.recordingID, Int64($0.turn)] }
        }
        #expect(try found(SearchRequest(query: "the")).count == 4)
        #expect(try found(SearchRequest(query: "the", speaker: "s2")) == [[first, 1], [second, 1]])
        #expect(try found(SearchRequest(query: "the", recordingID: second)).map(\.first) == [second, second])
        #expect(try found(SearchRequest(query: "the", speaker: "S2", recordingID: second)) == [[second, 1]])
        #expect(try found(SearchRequest(query: "the", speaker: "S9")).isEmpty)
        #expect(try found(SearchRequest(query: "yes", speaker: "S1")).isEmpty)
        #expect(try found(SearchRequest(query: "the", limit: 3)).count == 3)
    }

    @Test func onlyCurrentTranscriptsAreSearched() throws {
        try archive.save(TranscriptFixtures.meeting)
        try archive.save(
            TranscriptFixtures.meeting(turns: [
                TranscriptFixtures.turn(1, start: 0, wordSeconds: 1, "Something else.")
            ]))
        #expect(try archive.search(SearchRequest(query: "budget")).isEmpty)
        #expect(try archive.search(SearchRequest(query: "else")).count == 1)
    }

    @Test func theBestTurnComesFirstAndLongTurnsAreCut() throws {
        let filler = Array(repeating: "filler", count: 60).joined(separator: " ")
        try archive.save(
            TranscriptFixtures.meeting(turns: [
                TranscriptFixtures.turn(0, start: 0, wordSeconds: 0.1, "\(filler) budget \(filler)"),
                TranscriptFixtures.turn(1, start: 30, wordSeconds: 0.1, "budget budget"),
            ]))
        let hits = try archive.search(SearchRequest(query: "budget"))
        #expect(hits.map(\.turn) == [1, 0])
        let snippet = try #require(hits.last).snippet
        #expect(snippet.filter(\.isMatch).map(\.text) == ["budget"])
        #expect(snippet.first?.text.hasPrefix("…filler") == true)
        #expect(snippet.last?.text.hasSuffix("filler…") == true)
    }

    @Test func matchesSideBySideAreOnePiece() throws {
        try archive.save(TranscriptFixtures.meeting)
        let hit = try #require(try archive.search(SearchRequest(query: "\"good morning\"")).first)
        #expect(hit.snippet.first == SnippetPiece(text: "Good morning", isMatch: true))
    }

    @Test func aBadQueryIsExplained() throws {
        #expect(throws: ArchiveError.badQuery(query: "\"open", problem: .openQuote)) {
            try archive.search(SearchRequest(query: "\"open"))
        }
        let deep = String(repeating: "(", count: 5000) + "a" + String(repeating: ")", count: 5000)
        #expect {
            try archive.search(SearchRequest(query: deep))
        } throws: { error in
            guard case ArchiveError.badQuery(deep, .refused) = error else { return false }
            return true
        }
    }

    @Test(arguments: TranscriptFixtures.hostileTexts)
    func noQueryCrashes(query: String) throws {
        try archive.save(TranscriptFixtures.meeting)
        do {
            _ = try archive.search(SearchRequest(query: query))
        } catch let ArchiveError.badQuery(reported, problem) {
            #expect(reported == query)
            #expect(!problem.description.isEmpty)
        }
    }

    @Test func randomQueriesNeverFailWithinSQLite() throws {
        try archive.save(TranscriptFixtures.meeting)
        let pieces = [
            "(", ")", "\"", "*", "AND", "OR", "NOT", " ", "a", "'", "-", "é", "+", "^", ":", ",", "NEAR", "{", "\u{0}",
        ]
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<3000 {
            let query = (0..<Int.random(in: 0...9, using: &generator))
                .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            do {
                _ = try archive.search(SearchRequest(query: query))
            } catch let ArchiveError.badQuery(_, problem) {
                if case .refused(let message) = problem { Issue.record("\(query): \(message)") }
            }
        }
    }

    @Test func hostileTextCanBeFound() throws {
        try archive.save(
            TranscriptFixtures.meeting(
                turns: TranscriptFixtures.hostileTexts.map { text in
                    let word = Word(text: text + " needle", range: TimeRange(start: 0, end: 1), confidence: 1)
                    return Turn(speaker: nil, range: word.range, words: [word])
                }))
        let hits = try archive.search(SearchRequest(query: "needle", limit: 100))
        #expect(hits.count == TranscriptFixtures.hostileTexts.count)
        for hit in hits {
            #expect(hit.snippet.contains(SnippetPiece(text: "needle", isMatch: true)))
            // FTS5 leaves out what stands between U+0000 and the match.
            let isWhole = hit.snippet.map(\.text).joined() == hit.text
            #expect(isWhole || hit.text.utf8.contains(0))
        }
        #expect(try archive.search(SearchRequest(query: "inside")).first?.text.utf8.contains(0) == true)
    }
}
