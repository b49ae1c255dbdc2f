import ArchiveEdits
import GRDB
import RecordingStorage
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore
@testable import ArchiveSearch

/// Order, dates and times of hits.
@Suite struct ArchiveSearchOrderTests {
    private let folder: ScratchFolder
    private let archive: Archive

    init() throws {
        folder = try ScratchFolder()
        archive = try Archive(path: folder.file("archive.db"))
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
        // The shortest turns of the two newest recordings of the archive; the first recording is not looked at.
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
}
