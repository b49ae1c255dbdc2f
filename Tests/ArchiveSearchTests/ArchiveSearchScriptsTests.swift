import ArchiveEdits
import GRDB
import RecordingStorage
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore
@testable import ArchiveSearch

/// Search in scripts that put no spaces between words.
@Suite struct ArchiveSearchScriptsTests {
    private let folder: ScratchFolder
    private let archive: Archive

    init() throws {
        folder = try ScratchFolder()
        archive = try Archive(path: folder.file("archive.db"))
    }

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
}
