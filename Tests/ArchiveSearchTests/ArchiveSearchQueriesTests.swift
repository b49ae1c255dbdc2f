import ArchiveEdits
import GRDB
import RecordingStorage
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore
@testable import ArchiveSearch

/// Matches of queries, and errors of queries that mean nothing.
@Suite struct ArchiveSearchQueriesTests {
    private let folder: ScratchFolder
    private let archive: Archive

    init() throws {
        folder = try ScratchFolder()
        archive = try Archive(path: folder.file("archive.db"))
    }

    @Test(arguments: [
        ("cafe", [0]), ("CAFÉ", [0]), ("caf\u{65}\u{301}", [0]), ("let's", [0]), ("let’s", [0]), ("lets", []),
        ("state-of-the-art", [1]), ("art of state", [1]), ("don't know", [1]), ("\"don't know\"", [1]),
        ("\"know don't\"", []), ("morn*", [0]), ("\"good mor\"*", [0]), ("yes", [2]), ("yes OR budget", [0, 2]),
        ("the NOT budget", [1]), ("(yes OR budget) good", [0]), ("the", [0, 1]), ("budget?", [0]), ("- budget --", [0]),
        ("missing", []), ("good\tmorning\n", [0]), ("not", []), ("near", []), ("text:budget", []), ("^good", [0]),
        ("NEAR(good discuss, 3)", [0]), ("NEAR(good budget, 3)", []), ("NEAR(good budg*)", [0]),
    ])
    func aQueryFinds(query: String, turns: [Int]) throws {
        try archive.save(TranscriptFixtures.meeting)
        #expect(try archive.search(SearchRequest(query: query)).hits.map { $0.turn.number - 1 }.sorted() == turns)
    }

    @Test func matchesSideBySideAreOne() throws {
        try archive.save(TranscriptFixtures.meeting)
        func matches(_ query: String) throws -> [Range<Int>]? {
            try archive.search(SearchRequest(query: query)).hits.first?.matches
        }
        #expect(try matches("\"good morning\"") == [0..<12])
        #expect(try matches("good morning") == [0..<4, 5..<12])
    }

    @Test func aBadQueryIsExplained() throws {
        #expect(throws: SearchQueryError(query: "\"open", problem: .openQuote(at: 0))) {
            try archive.search(SearchRequest(query: "\"open"))
        }
        let deep = String(repeating: "(", count: 5000) + "a" + String(repeating: ")", count: 5000)
        #expect {
            try archive.search(SearchRequest(query: deep))
        } throws: { error in
            guard let error = error as? SearchQueryError, case .refused = error.problem else { return false }
            return error.query == deep
        }
    }

    @Test(arguments: TranscriptFixtures.hostileTexts)
    func noQueryCrashes(query: String) throws {
        try archive.save(TranscriptFixtures.meeting)
        do {
            _ = try archive.search(SearchRequest(query: query))
        } catch let error as SearchQueryError {
            #expect(error.query == query)
            #expect(!error.problem.description.isEmpty)
        }
    }

    @Test func randomQueriesNeverFailWithinSQLite() throws {
        try archive.save(TranscriptFixtures.meeting)
        let pieces = [
            "(", ")", "\"", "*", "AND", "OR", "NOT", " ", "a", "'", "-", "é", "+", "^", ":", ",", "NEAR", "NEAR(", "{",
            "\u{0}", "5",
        ]
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<3000 {
            let query = (0..<Int.random(in: 0...9, using: &generator))
                .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            do {
                _ = try archive.search(SearchRequest(query: query))
            } catch let error as SearchQueryError {
                if case .refused(let message) = error.problem { Issue.record("\(query): \(message)") }
            }
        }
    }

    @Test(arguments: [
        ("m*", ["morning"]), ("mo*", ["morning"]), ("mor*", ["morning"]), ("morn*", ["morning"]),
        ("morni*", ["morning"]),
        ("MÓR*", ["morning"]), ("mo* bud*", ["morning", "budget"]), ("\"good m\"*", ["Good morning"]),
    ])
    func wordsAreFoundByTheirBeginnings(query: String, matches: [String]) throws {
        try archive.save(TranscriptFixtures.meeting)
        let hits = try archive.search(SearchRequest(query: query)).hits
        #expect(hits.map(\.turn.number) == [1])
        let text = Array(try #require(hits.first).turn.text.unicodeScalars)
        #expect(
            hits[0].matches.map { range in text[range].reduce(into: "") { $0.unicodeScalars.append($1) } } == matches)
    }

    @Test func matchesAreLookedForAsTheIndexDoes() throws {
        let sql = try archive.pool.read {
            try String.fetchOne($0, sql: "SELECT sql FROM sqlite_master WHERE name = 'turns_fts'")
        }
        #expect(try #require(sql).contains("tokenize = '\(MatchFinder.tokenizer)'"))
    }

    @Test func hostileTextCanBeFound() throws {
        try archive.save(
            TranscriptFixtures.meeting(
                turns: TranscriptFixtures.hostileTexts.map { text in
                    let word = Word(text: text + " needle", range: TimeRange(start: 0, end: 1), confidence: 1)
                    return Turn(speaker: nil, range: word.range, words: [word])
                }))
        let hits = try archive.search(SearchRequest(query: "needle", limit: 100)).hits
        #expect(hits.count == TranscriptFixtures.hostileTexts.count)
        for hit in hits {
            let count = hit.turn.text.unicodeScalars.count
            #expect(hit.matches == [(count - 6)..<count])
        }
        #expect(try archive.search(SearchRequest(query: "inside")).hits.first?.turn.text.utf8.contains(0) == true)
    }
}
