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
}
