import Foundation
import GRDB
import RecordingStorage
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore
@testable import ArchiveSearch

private let largeArchive = ProcessInfo.processInfo.environment["WHOSAID_LARGE_ARCHIVE"]

/// The archive of `scripts/make-archive`, if the environment names one. Prints how long searches and insertions take.
@Suite(.enabled(if: largeArchive != nil, "WHOSAID_LARGE_ARCHIVE names no archive"))
struct LargeArchiveTests {
    private let archive: Archive

    init() throws { archive = try Archive(path: try #require(largeArchive), mustExist: true) }

    /// A line of the file of queries: options of `whosaid search`.
    private struct Query: Decodable {
        var query: String
        var speaker: String?
        var recording: String?
        var after: String?
        var before: String?
        var order: String?
        var context: Int?
        var confidence: Double?

        enum CodingKeys: String, CodingKey {
            case query, speaker, recording, after, before, order, context
            case confidence = "min-confidence"
        }

        var request: SearchRequest {
            SearchRequest(
                query: query, speaker: speaker, recordingID: recording.flatMap { Int64($0) }, recordedFrom: after,
                recordedBefore: before, minConfidence: confidence, order: order == "time" ? .time : .relevance,
                contextTurns: context ?? 0)
        }
    }

    @Test func searchesAreSoundAndTimed() throws {
        let file = try String(contentsOfFile: archive.path + ".queries.jsonl", encoding: .utf8)
        let queries = try file.split(separator: "\n").map {
            try JSONDecoder().decode(Query.self, from: Data($0.utf8))
        }
        #expect(!queries.isEmpty)
        let clock = ContinuousClock()
        var times: [(milliseconds: Double, query: Query, hits: Int)] = []
        for query in queries {
            let start = clock.now
            let hits = try archive.search(query.request).hits
            times.append(((clock.now - start) / .milliseconds(1), query, hits.count))
            #expect(hits.allSatisfy { !$0.matches.isEmpty })
            if let speaker = query.speaker { #expect(hits.allSatisfy { $0.turn.speaker == speaker }) }
            if let recording = query.recording { #expect(hits.allSatisfy { String($0.recordingID) == recording }) }
            if let after = query.after { #expect(hits.allSatisfy { $0.recordedAt >= after }) }
            if let before = query.before { #expect(hits.allSatisfy { $0.recordedAt < before }) }
        }
        times.sort { $0.milliseconds < $1.milliseconds }
        func percentile(_ share: Double) -> String {
            let index = min(times.count - 1, Int(share * Double(times.count)))
            return String(format: "%.1f ms", times[index].milliseconds)
        }
        print("\(times.count) searches: p50 \(percentile(0.5)), p90 \(percentile(0.9)), p99 \(percentile(0.99))")
        for time in times.suffix(12) {
            print(String(format: "%8.1f ms", time.milliseconds), time.hits, time.query)
        }
    }

    @Test func aRecordingIsAddedAndTimed() throws {
        let clock = ContinuousClock()
        var transcript = TranscriptFixtures.meeting(
            turns: (0..<400).map {
                TranscriptFixtures.turn(
                    $0 % 2, start: Double($0) * 4, wordSeconds: 0.3,
                    "These are twelve words of turn \($0) of the budget.")
            })
        let before = try archive.recordings().count
        var seconds: [Double] = []
        for number in 0..<5 {
            transcript.recording.contentHash = TranscriptFixtures.hash(900_000 + UInt64(number))
            let start = clock.now
            try archive.save(transcript)
            seconds.append((clock.now - start) / .seconds(1))
        }
        print("adding a recording of 400 turns:", seconds.map { String(format: "%.0f ms", 1000 * $0) })
        #expect(try archive.recordings().count == before + 5)
        try archive.pool.write { db in
            try db.execute(sql: "DELETE FROM recordings WHERE id > ?", arguments: [before])
        }
        #expect(try archive.recordings().count == before)
    }
}
