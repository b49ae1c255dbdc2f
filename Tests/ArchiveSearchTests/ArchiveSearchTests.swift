import ArchiveEdits
import GRDB
import RecordingStorage
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore
@testable import ArchiveSearch

@Suite struct ArchiveSearchTests {
    private let folder: ScratchFolder
    private let archive: Archive

    init() throws {
        folder = try ScratchFolder()
        archive = try Archive(path: folder.file("archive.db"))
    }

    @Test func aHitSaysWhoWhenAndWhere() throws {
        let id = try archive.save(TranscriptFixtures.meeting)
        let result = try archive.search(SearchRequest(query: "budget"))
        let hit = try #require(result.hits.first)
        #expect(result.hits.count == 1)
        #expect(!result.isRankingPartial)
        #expect(hit.recordingID == id)
        #expect(hit.path == "/meetings/2024 budget.flac")
        #expect(hit.recordedAt == "2024-05-06T07:08:09Z")
        #expect(hit.durationSeconds == 20.5)
        #expect(hit.turn.number == 1)
        #expect(hit.turn.speaker == "S1")
        #expect(hit.turn.range == TimeRange(start: 0.5, end: 4))
        #expect(hit.turn.text == "Good morning. Let's discuss the café's budget.")
        #expect(hit.matches == [39..<45])
        #expect(hit.matchedWords == [TimeRange(start: 3.5, end: 4)])
        #expect(hit.time == 3.5)
        #expect(hit.confidence == 0.875)
        #expect(try #require(hit.score) > 0)
        #expect(hit.before.isEmpty && hit.after.isEmpty)
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

    @Test func filtersNarrowTheSearch() throws {
        let first = try archive.save(TranscriptFixtures.meeting)
        var copy = TranscriptFixtures.meeting
        copy.recording.contentHash = TranscriptFixtures.hash(5)
        let second = try archive.save(copy)
        func found(_ request: SearchRequest) throws -> [[Int64]] {
            try archive.search(request).hits.map { [$0.recordingID, Int64($0.turn.number)] }
        }
        #expect(try found(SearchRequest(query: "the")).count == 4)
        #expect(try found(SearchRequest(query: "the", speaker: "s2")) == [[first, 2], [second, 2]])
        #expect(try found(SearchRequest(query: "the", recordingID: second)).map(\.first) == [second, second])
        #expect(try found(SearchRequest(query: "the", speaker: "S2", recordingID: second)) == [[second, 2]])
        #expect(try found(SearchRequest(query: "the", speaker: "S9")).isEmpty)
        #expect(try found(SearchRequest(query: "yes", speaker: "S1")).isEmpty)
        #expect(try found(SearchRequest(query: "the", limit: 3)).count == 3)
    }

    @Test func speakersOfManyRecordingsAreFoundAsThoseOfFew() throws {
        try archive.save(TranscriptFixtures.meeting)
        var copy = TranscriptFixtures.meeting
        copy.recording.contentHash = TranscriptFixtures.hash(5)
        try archive.save(copy)
        for (speaker, confidence, recording) in [
            ("S2", nil, nil), ("S2", 0.5, nil), ("s1", nil, 2), ("S1", 0.99, nil),
        ] as [(String, Double?, Int64?)] {
            for order in SearchOrder.allCases {
                let request = SearchRequest(
                    query: "t*", speaker: speaker, recordingID: recording, minConfidence: confidence, order: order)
                let few = try archive.search(request)
                let many = try archive.pool.read { db in
                    try TurnSearch(
                        db: db, request: request, query: SearchQuery(request.query),
                        rareSpeakerLimit: 0
                    ).result()
                }
                #expect(few == many)
                #expect(few.hits.count == (confidence == 0.99 ? 0 : recording == nil ? 2 : 1))
            }
        }
    }

    @Test func aMatchingTurnIsLookedUpOnce() throws {
        try archive.save(TranscriptFixtures.meeting)
        for (speaker, confidence, recording) in [
            ("S2", nil, nil), (nil, 0.5, nil), (nil, nil, 1), ("S2", 0.5, nil), ("S2", 0.5, 1),
        ] as [(String?, Double?, Int64?)] {
            for order in SearchOrder.allCases {
                let request = SearchRequest(
                    query: "t*", speaker: speaker, recordingID: recording, minConfidence: confidence, order: order)
                let plans = try archive.pool.read { db in
                    var statements: [String] = []
                    db.trace { event in
                        if case .statement(let statement) = event { statements.append(statement.expandedSQL) }
                    }
                    _ = try TurnSearch(
                        db: db, request: request, query: SearchQuery(request.query),
                        rareSpeakerLimit: 0
                    ).result()
                    db.trace(nil)
                    return try statements.filter { $0.contains("turns_facts") }.flatMap {
                        try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \($0)").map { $0["detail"] as String }
                    }
                }
                let lookUps = plans.filter { $0.contains("turns_facts") }
                #expect(!lookUps.isEmpty)
                // Any further column of the index would be tried for each speaker or run that is looked for.
                #expect(lookUps.allSatisfy { $0.hasSuffix("turns_facts (id=?)") }, "\(lookUps)")
            }
        }
    }

    @Test func onlyCurrentTranscriptsAreSearched() throws {
        try archive.save(TranscriptFixtures.meeting)
        try archive.save(
            TranscriptFixtures.meeting(turns: [
                TranscriptFixtures.turn(1, start: 0, wordSeconds: 1, "Something else.")
            ]))
        #expect(try archive.search(SearchRequest(query: "budget")).hits.isEmpty)
        #expect(try archive.search(SearchRequest(query: "else")).hits.count == 1)
        #expect(try archive.integrityProblems().isEmpty)
    }

    @Test func theBestTurnComesFirstAndLongTurnsAreCut() throws {
        let filler = Array(repeating: "filler", count: 60).joined(separator: " ")
        try archive.save(
            TranscriptFixtures.meeting(turns: [
                TranscriptFixtures.turn(0, start: 0, wordSeconds: 0.1, "\(filler) budget \(filler)"),
                TranscriptFixtures.turn(1, start: 30, wordSeconds: 0.1, "budget budget"),
            ]))
        let hits = try archive.search(SearchRequest(query: "budget")).hits
        #expect(hits.map(\.turn.number) == [2, 1])
    }

    @Test func hitsHaveTheTurnsAroundThem() throws {
        try archive.save(TranscriptFixtures.meeting)
        func context(_ count: Int) throws -> [[Int]] {
            let hit = try #require(
                try archive.search(SearchRequest(query: "know", contextTurns: count)).hits.first)
            return [hit.before.map(\.number), [hit.turn.number], hit.after.map(\.number)]
        }
        #expect(try context(0) == [[], [2], []])
        #expect(try context(1) == [[1], [2], [3]])
        #expect(try context(1000) == [[1], [2], [3]])
        let hit = try #require(try archive.search(SearchRequest(query: "know", contextTurns: 1)).hits.first)
        #expect(
            hit.after == [
                FoundTurn(number: 3, speaker: nil, range: TimeRange(start: 12.345, end: 12.595), text: "Yes.")
            ])
    }

    @Test func datesAndConfidenceNarrowTheSearch() throws {
        let dates = ["2024-03-31T22:00:00Z", "2024-04-01T00:00:00Z", nil]
        for (number, date) in zip(UInt64(1)..., dates) {
            var transcript = TranscriptFixtures.meeting
            transcript.recording.contentHash = TranscriptFixtures.hash(number)
            transcript.recording.recordedAt = date
            transcript.turns[0].words[0].confidence = 0.1 * Double(number)
            try archive.save(transcript)
        }
        func found(from: String? = nil, before: String? = nil, confidence: Double? = nil) throws -> [Int64] {
            try archive.search(
                SearchRequest(
                    query: "budget", recordedFrom: from, recordedBefore: before, minConfidence: confidence)
            ).hits.map(\.recordingID)
        }
        #expect(try found() == [1, 2, 3])
        #expect(try found(from: "2024-04-01T00:00:00Z") == [2, 3])
        #expect(try found(before: "2024-04-01T00:00:00Z") == [1])
        #expect(try found(from: "2024-04-01T00:00:00Z", before: "2024-05-01T00:00:00Z") == [2])
        // The third one's date is not known; its run began in May.
        #expect(try found(from: "2024-05-06T07:08:09Z", before: "2024-05-06T07:08:10Z") == [3])
        #expect(try found(from: "2025") == [])
        #expect(try found(confidence: 0.77) == [2, 3])
        #expect(try found(confidence: 0.9) == [])
    }

    @Test func theEarliestDateOfACopyCounts() throws {
        func save(_ date: String?) throws -> String? {
            var transcript = TranscriptFixtures.meeting
            transcript.recording.recordedAt = date
            let id = try archive.save(transcript)
            return try archive.transcript(recordingID: id).recording.recordedAt
        }
        #expect(try save(nil) == nil)
        #expect(try save("2024-02-02T00:00:00Z") == "2024-02-02T00:00:00Z")
        #expect(try save("2024-03-03T00:00:00Z") == "2024-02-02T00:00:00Z")
        #expect(try save("2024-01-01T00:00:00Z") == "2024-01-01T00:00:00Z")
        #expect(try save(nil) == "2024-01-01T00:00:00Z")
    }

    @Test func byTimeTheNewestRecordingComesFirst() throws {
        for (number, date) in [(1, "2024-02-02"), (2, "2024-03-03"), (3, "2024-01-01")] as [(UInt64, String)] {
            var transcript = TranscriptFixtures.meeting
            transcript.recording.contentHash = TranscriptFixtures.hash(number)
            transcript.recording.recordedAt = date
            try archive.save(transcript)
        }
        func found(_ request: SearchRequest) throws -> [[Int64]] {
            try archive.search(request).hits.map { [$0.recordingID, Int64($0.turn.number)] }
        }
        let all = try found(SearchRequest(query: "the", order: .time))
        #expect(all == [[2, 1], [2, 2], [1, 1], [1, 2], [3, 1], [3, 2]])
        #expect(try found(SearchRequest(query: "the", limit: 3, order: .time)) == [[2, 1], [2, 2], [1, 1]])
        #expect(try archive.search(SearchRequest(query: "the", order: .time)).hits.allSatisfy { $0.score == nil })
    }

    @Test func ofTooManyTurnsTheNewestAreRankedAndTimeStillCounts() throws {
        let count = TurnSearch.rankedTurnLimit / 2
        for (number, date) in [(1, "2024-03-03"), (2, "2024-02-02"), (3, "2024-01-01")] as [(UInt64, String)] {
            let turns = (0..<count).map {
                TranscriptFixtures.turn(0, start: Double($0), wordSeconds: 0.5, $0 == 7 ? "yes" : "yes \(number)")
            }
            var transcript = TranscriptFixtures.meeting(turns: turns)
            transcript.recording.contentHash = TranscriptFixtures.hash(number)
            transcript.recording.recordedAt = date
            try archive.save(transcript)
        }
        let result = try archive.search(SearchRequest(query: "yes", limit: 2))
        #expect(result.isRankingPartial)
        // The shortest turns of the two newest recordings of the archive; that of the first one is not looked at.
        #expect(result.hits.map(\.recordingID) == [2, 3])
        #expect(result.hits.map(\.turn.number) == [8, 8])
        let byTime = try archive.search(SearchRequest(query: "yes", limit: count + 1, order: .time))
        #expect(!byTime.isRankingPartial)
        #expect(byTime.hits.first?.recordingID == 1)
        #expect(byTime.hits.first?.turn.number == 1)
        #expect(byTime.hits.last?.recordingID == 2)
        let all = try archive.search(SearchRequest(query: "yes 1", limit: 1))
        #expect(!all.isRankingPartial)
        #expect(all.hits.first?.recordingID == 1)
    }

    @Test func matchesSideBySideAreOne() throws {
        try archive.save(TranscriptFixtures.meeting)
        func matches(_ query: String) throws -> [Range<Int>]? {
            try archive.search(SearchRequest(query: query)).hits.first?.matches
        }
        #expect(try matches("\"good morning\"") == [0..<12])
        #expect(try matches("good morning") == [0..<4, 5..<12])
    }

    @Test func onlyTheCurrentRunIsIndexed() throws {
        try archive.save(TranscriptFixtures.meeting)
        try archive.save(TranscriptFixtures.meeting)
        func indexed() throws -> Int? {
            try archive.pool.read {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM turns_fts WHERE turns_fts MATCH 'budget'")
            }
        }
        #expect(try indexed() == 1)
        try archive.pool.write { db in
            try db.execute(sql: "UPDATE runs SET is_current = 0")
            try db.execute(sql: "UPDATE runs SET is_current = 1 WHERE id = 1")
        }
        #expect(try indexed() == 1)
        #expect(try archive.search(SearchRequest(query: "budget")).hits.count == 1)
        try archive.pool.write { try $0.execute(sql: "UPDATE turns SET text = 'changed' WHERE ordinal = 0") }
        #expect(try indexed() == 0)
        #expect(try archive.integrityProblems().isEmpty)
        try archive.pool.write { try $0.execute(sql: "DELETE FROM recordings") }
        #expect(try archive.integrityProblems().isEmpty)
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

    @Test(arguments: [
        ("the", [4.0, 4.5], 1), ("state-of-the-art", [4.5], 1), ("\"don't know\"", [6, 6.5], 1), ("kno*", [6.5], 1),
        ("NEAR(one know, 3)", [5, 6.5], 1), ("know the", [4, 4.5, 6.5], 1), ("yes", [12.345], 0.25),
    ])
    func aHitHasTheTimesOfItsWords(query: String, starts: [Double], length: Double) throws {
        try archive.save(TranscriptFixtures.meeting)
        let turn = query == "yes" ? 3 : 2
        let hits = try archive.search(SearchRequest(query: query)).hits
        let hit = try #require(hits.first { $0.turn.number == turn })
        #expect(hit.matchedWords.map(\.start) == starts)
        #expect(hit.matchedWords.allSatisfy { abs($0.duration - min(length, 0.5)) < 1e-9 })
        #expect(hit.time == starts[0])
    }

    @Test func aCorrectedTurnHasTheTimesOfItsNewWords() throws {
        let id = try archive.save(TranscriptFixtures.meeting)
        try archive.edit(
            recordingID: id, turn: 2, .text("The state-of-the-art one? I do not know."), at: "2024-06-01T00:00:00Z")
        let hit = try #require(try archive.search(SearchRequest(query: "know")).hits.first)
        #expect(hit.time == 6.5)
        #expect(hit.matchedWords == [TimeRange(start: 6.5, end: 7)])
    }

    @Test func theTimeIsThatOfTheSnippet() throws {
        let filler = Array(repeating: "filler", count: 600).joined(separator: " ")
        try archive.save(
            TranscriptFixtures.meeting(turns: [
                TranscriptFixtures.turn(
                    0, start: 0, wordSeconds: 0.5, "budget \(filler) budget friday \(filler) budget")
            ]))
        let hit = try #require(try archive.search(SearchRequest(query: "budget friday")).hits.first)
        #expect(hit.matchedWords.map(\.start) == [0, 300.5, 301, 601.5])
        #expect(hit.time == 300.5)
        let single = try #require(try archive.search(SearchRequest(query: "budget")).hits.first)
        #expect(single.time == 0)
    }

    // MARK: Scripts without spaces

    private static let unspaced = [
        "明天下午三点在大楼讨论预算和排期", "来週の打ち合わせでテストの結果を話します", "다음 주 모임에서 예산을 논의합니다",
        "พรุ่งนี้เราจะประชุมเรื่องงบประมาณที่กรุงเทพ", "AI预算2026 is here", "ມື້ອື່ນພວກເຮົາຈະປະຊຸມ", "ថ្ងៃស្អែកយើងប្រជុំអំពីថវិកា",
        "မနက်ဖြန်ဘတ်ဂျက်ဆွေးနွေးမယ်", "ﾃｽﾄのＡＩ２", "日 本 語 の 字 幕",
    ]

    @Test(arguments: [
        ("预算", [1, 5], "预算"), ("\"预算\"", [1, 5], "预算"), ("预", [1, 5], "预"), ("讨论预算", [1], "讨论预算"), ("算预", [], ""),
        ("预算 大楼", [1], "大楼"), ("预算 NOT 2026", [1], "预算"), ("NEAR(讨论 排期, 3)", [1], "讨论"), ("预*", [1, 5], "预"),
        ("NEAR(大楼 排期, 3)", [], ""), ("テスト", [2, 9], "テスト"), ("ﾃｽﾄ", [2, 9], "テスト"), ("打ち合わせ", [2], "打ち合わせ"),
        ("예산", [3], "예산"), ("예산을", [3], "예산을"), ("산을", [3], "산을"), ("모임", [3], "모임"),
        ("งบประมาณ", [4], "งบประมาณ"), ("ประชุม", [4], "ประชุม"), ("กรุงเทพ", [4], "กรุงเทพ"), ("กรุงเท่พ", [], ""),
        ("AI预算2026", [5], "AI预算2026"), ("AI", [5], "AI"), ("AI*", [5, 9], "AI"), ("ai 预算", [5], "AI"),
        ("ai2", [9], "ＡＩ２"),
        ("ປະຊຸມ", [6], "ປະຊຸມ"), ("ថវិកា", [7], "ថវិកា"), ("ဘတ်ဂျက်", [8], "ဘတ်ဂျက်"), ("字幕", [10], "字 幕"),
        ("日本語", [10], "日 本 語"),
    ])
    func scriptsWithoutSpacesAreFound(query: String, turns: [Int], part: String) throws {
        try archive.save(
            TranscriptFixtures.meeting(
                turns: Self.unspaced.enumerated().map {
                    TranscriptFixtures.turn(0, start: Double($0 * 10), wordSeconds: 1, $1)
                }))
        let hits = try archive.search(SearchRequest(query: query)).hits.sorted { $0.turn.number < $1.turn.number }
        #expect(hits.map(\.turn.number) == turns)
        if let hit = hits.first {
            let text = Array(hit.turn.text.unicodeScalars)
            let parts = hit.matches.map { range in text[range].reduce(into: "") { $0.unicodeScalars.append($1) } }
            #expect(parts.contains(part), "\(parts)")
            #expect(hit.matchedWords.count >= 1)
        }
        #expect(try archive.integrityProblems().isEmpty)
    }

    @Test func aPartOfALongWordHasItsShareOfTheTime() throws {
        try archive.save(
            TranscriptFixtures.meeting(turns: [
                TranscriptFixtures.turn(0, start: 0, wordSeconds: 16, "明天下午三点在大楼讨论预算和排期")
            ]))
        let hit = try #require(try archive.search(SearchRequest(query: "预算")).hits.first)
        #expect(hit.matchedWords == [TimeRange(start: 11, end: 13)])
        #expect(hit.time == 11)
    }

    @Test func theIndexFollowsCorrectionsAndRemovals() throws {
        let id = try archive.save(
            TranscriptFixtures.meeting(turns: [TranscriptFixtures.turn(0, start: 0, wordSeconds: 1, "讨论预算")]))
        try archive.edit(recordingID: id, turn: 1, .text("讨论排期"), at: "")
        #expect(try archive.search(SearchRequest(query: "预算")).hits.isEmpty)
        #expect(try archive.search(SearchRequest(query: "排期")).hits.count == 1)
        try archive.edit(recordingID: id, turn: 1, .text("plain words"), at: "")
        #expect(try archive.search(SearchRequest(query: "排期")).hits.isEmpty)
        try archive.undoEdit(recordingID: id, at: "")
        #expect(try archive.search(SearchRequest(query: "排期")).hits.count == 1)
        #expect(try archive.integrityProblems().isEmpty)
        try archive.removeRecordings([id])
        #expect(try archive.integrityProblems().isEmpty)
    }

    /// The text of the index is written beside the text only where it differs, and any SQLite can read and rebuild both.
    @Test func theArchiveNeedsNothingButSQLite() throws {
        try archive.save(
            TranscriptFixtures.meeting(
                turns: Self.unspaced.map { TranscriptFixtures.turn(0, start: 0, wordSeconds: 1, $0) }
                    + TranscriptFixtures.meeting.turns))
        let plain = try DatabaseQueue(path: archive.path)
        try plain.writeWithoutTransaction { db in
            try db.execute(sql: "INSERT INTO turns_fts (turns_fts) VALUES ('rebuild')")
            try db.execute(sql: "INSERT INTO turns_fts (turns_fts, rank) VALUES ('integrity-check', 1)")
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM turns WHERE search_text IS NOT NULL")
            #expect(count == Self.unspaced.count)
            let found = try Int.fetchOne(db, sql: "SELECT count(*) FROM turns_fts WHERE turns_fts MATCH '\"예 산\"'")
            #expect(found == 1)
        }
        #expect(try archive.search(SearchRequest(query: "예산")).hits.count == 1)
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
