import Foundation
import GRDB
import RecordingStorage
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore

@Suite struct TurnRankingTests {
    private let folder: ScratchFolder
    private let archive: Archive

    init() throws {
        folder = try ScratchFolder()
        archive = try Archive(path: folder.file("archive.db"))
    }

    private func save(_ number: UInt64, _ texts: [String]) throws {
        var transcript = TranscriptFixtures.meeting(
            turns: texts.enumerated().map { TranscriptFixtures.turn(0, start: Double($0), wordSeconds: 0.1, $1) })
        transcript.recording.contentHash = TranscriptFixtures.hash(number)
        try archive.save(transcript)
    }

    /// Scores by rowid: ours and those of FTS5.
    private func scores(_ expression: String, limit: Int = 1000) throws -> [(ours: Double, theirs: Double)] {
        try archive.pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT
                        turn_rank(turns_fts, (SELECT min(id) FROM turns), (SELECT max(id) FROM turns), :limit) AS ours,
                        -bm25(turns_fts) AS theirs
                    FROM turns_fts WHERE turns_fts MATCH :expression ORDER BY rowid
                    """, arguments: ["limit": limit, "expression": expression]
            ).map { ($0["ours"], $0["theirs"]) }
        }
    }

    @Test(arguments: ["a b", "b OR c", "a OR \"b c\" OR d", "a NOT d", "NEAR(a c)", "b* OR c", "d OR a"])
    func scoresAreThoseOfFTS5(expression: String) throws {
        var generator = SeededGenerator(seed: 3)
        try save(
            1,
            (0..<200).map { _ in
                (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                    ["a", "a", "a", "b", "c", "bc", "d", "e", "f", "g"].randomElement(using: &generator) ?? ""
                }.joined(separator: " ")
            })
        let scores = try scores(expression)
        #expect(scores.count > 5)
        for score in scores { #expect(score.ours == score.theirs) }
    }

    @Test func theOnlyPhraseHasTheWeightOne() throws {
        try save(1, ["a", "a b", "a a b c d e", "b", "b c"])
        let scores = try scores("a")
        #expect(scores.count == 3)
        let ratios = scores.map { $0.ours / $0.theirs }
        for ratio in ratios { #expect(abs(ratio / ratios[0] - 1) < 1e-12) }
        #expect(scores[0].ours > scores[1].ours)
        // Once in a turn of mean length it counts as 1: 2.2 / (1 + 1.2).
        try archive.removeRecordings([1])
        try save(2, ["a b", "c d"])
        #expect(try self.scores("a").map(\.ours) == [1])
    }

    @Test func howCommonACommonWordIsIsEstimated() throws {
        // The word b is in 6 of 16 turns, and c in 5.
        let texts = (0..<800).map { index in
            switch index % 16 {
            case 0..<4: "b d"
            case 4..<6: "b c"
            case 6..<9: "c d"
            default: "e f"
            }
        }
        try save(1, texts)
        for limit in [50, 249] {
            let scores = try scores("b OR c", limit: limit)
            #expect(scores.count == 450)
            for score in scores { #expect(abs(score.ours / score.theirs - 1) < 0.1) }
            #expect(scores.contains { $0.ours != $0.theirs })
        }
        for score in try scores("b OR c", limit: 301) { #expect(score.ours == score.theirs) }
    }
}
