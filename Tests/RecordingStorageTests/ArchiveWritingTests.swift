import ArchiveSearch
import Foundation
import GRDB
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore
@testable import RecordingStorage

@Suite struct ArchiveWritingTests {
    private let folder: ScratchFolder
    private let archive: Archive

    init() throws {
        folder = try ScratchFolder()
        archive = try Archive(path: folder.file("archive.db"))
    }

    @Test func aTranscriptComesBackAsItWasSaved() throws {
        for transcript in [TranscriptFixtures.meeting, TranscriptFixtures.silence] {
            let id = try archive.save(transcript)
            try expectSame(try archive.transcript(recordingID: id), transcript)
            #expect(try archive.run(recordingID: id) == transcript.run)
        }
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func anyTranscriptComesBackAsItWasSaved(seed: UInt64) throws {
        let transcript = TranscriptFixtures.random(seed: seed)
        let id = try archive.save(transcript)
        try expectSame(try archive.transcript(recordingID: id), transcript)
        let summary = try archive.recording(String(id))
        #expect(summary.contentHash == transcript.recording.contentHash)
        #expect(summary.wordCount == transcript.words.count)
        #expect(summary.turnCount == transcript.turns.count)
        #expect(summary.speakerCount == transcript.speakers.count)
        #expect(try archive.integrityProblems().isEmpty)
    }

    @Test(arguments: TranscriptFixtures.hostileTexts)
    func hostileTextIsKeptByteForByte(text: String) throws {
        let word = Word(text: text, range: TimeRange(start: 1, end: 2), confidence: 1)
        let id = try archive.save(
            TranscriptFixtures.meeting(turns: [Turn(speaker: 0, range: word.range, words: [word])]))
        let stored = try archive.transcript(recordingID: id).words.map(\.text)
        #expect(stored.map { Array($0.utf8) } == [Array(text.utf8)])
        let turn = try archive.pool.read { try Data.fetchOne($0, sql: "SELECT CAST(text AS BLOB) FROM turns") }
        #expect(turn == Data(text.utf8))
    }

    /// The same file has one date, whatever an earlier version of the program has stored for it.
    @Test func whatTheFileSaysCountsMoreThanItsTime() throws {
        func save(_ date: String, isStated: Bool, byUser: Bool = false) throws -> String? {
            var transcript = TranscriptFixtures.meeting
            (transcript.recording.recordedAt, transcript.recording.isDateStated) = (date, isStated)
            if byUser { transcript.run.settings[RunInfo.recordedAtSetting] = date }
            let id = try archive.save(transcript)
            return try archive.transcript(recordingID: id).recording.recordedAt
        }
        #expect(try save("2020-01-01T00:00:00Z", isStated: false) == "2020-01-01T00:00:00Z")
        #expect(try save("2023-05-06T07:08:09Z", isStated: true) == "2023-05-06T07:08:09Z")
        #expect(try save("2024-05-06T07:08:09Z", isStated: false) == "2023-05-06T07:08:09Z")
        #expect(try save("2025-01-01T00:00:00Z", isStated: false, byUser: true) == "2025-01-01T00:00:00Z")
        #expect(try save("2023-05-06T07:08:09Z", isStated: true) == "2025-01-01T00:00:00Z")
        #expect(try save("2020-01-01T00:00:00Z", isStated: false) == "2025-01-01T00:00:00Z")
        #expect(try save("2026-01-01T00:00:00Z", isStated: false, byUser: true) == "2026-01-01T00:00:00Z")
    }

    @Test func extremeNumbersAreKept() throws {
        var transcript = TranscriptFixtures.meeting
        transcript.speakers[0].embedding = [.leastNonzeroMagnitude, -.greatestFiniteMagnitude, 0, -0.0, .pi]
        transcript.turns[0].words[0].confidence = .leastNonzeroMagnitude
        transcript.turns[0].words[1].range = TimeRange(start: 0.1 + 0.2, end: 1e9)
        let id = try archive.save(transcript)
        let stored = try archive.transcript(recordingID: id)
        #expect(stored == transcript)
        #expect(stored.speakers[0].embedding[3].sign == .minus)
    }

    @Test func aNewRunBecomesCurrentAndTheOldOneStays() throws {
        let id = try archive.save(TranscriptFixtures.meeting)
        var second = TranscriptFixtures.meeting
        second.run.startedAt = "2025-01-01T00:00:00Z"
        second.turns.removeLast()
        #expect(try archive.save(second) == id)
        try expectSame(try archive.transcript(recordingID: id), second)
        #expect(try archive.recordings().count == 1)
        let old = try archive.pool.read { db in
            try String.fetchAll(db, sql: "SELECT started_at FROM runs WHERE is_current = 0 ORDER BY id")
        }
        #expect(old == [TranscriptFixtures.meeting.run.startedAt])
        #expect(try archive.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM turns") } == 5)
    }

    @Test(arguments: [
        ("recordings", 0), ("recording_paths", 0), ("runs", 0), ("stage_timings", 1), ("speakers", 1), ("speech", 3),
        ("turns", 2), ("words", 0), ("words", 13), ("ledger_entries", 5),
    ])
    func aFailureMidwayLeavesNothing(table: String, rowsBefore: Int) throws {
        try archive.pool.write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER injected BEFORE INSERT ON \(table)
                    WHEN (SELECT count(*) FROM \(table)) >= \(rowsBefore)
                    BEGIN SELECT RAISE(ABORT, 'injected failure'); END
                    """)
        }
        #expect(throws: ArchiveError.refusedValue(path: archive.path, detail: "injected failure")) {
            try archive.save(TranscriptFixtures.meeting)
        }
        let tables = [
            "recordings", "recording_paths", "runs", "stage_timings", "speakers", "speech", "turns", "words",
            "ledger_entries", "turns_fts_docsize",
        ]
        try archive.pool.write { db in
            for table in tables {
                #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") == 0, "\(table)")
            }
            try db.execute(sql: "DROP TRIGGER injected")
        }
        #expect(try archive.search(SearchRequest(query: "budget")).hits.isEmpty)
        let id = try archive.save(TranscriptFixtures.meeting)
        #expect(try archive.transcript(recordingID: id) == TranscriptFixtures.meeting)
    }

    @Test func aFailedSecondRunLeavesTheFirstCurrent() throws {
        let id = try archive.save(TranscriptFixtures.meeting)
        try archive.pool.write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER injected BEFORE INSERT ON ledger_entries
                    BEGIN SELECT RAISE(ABORT, 'injected failure'); END
                    """)
        }
        var second = TranscriptFixtures.meeting
        second.turns.removeAll()
        #expect(throws: ArchiveError.self) { try archive.save(second) }
        #expect(try archive.transcript(recordingID: id) == TranscriptFixtures.meeting)
    }

    @Test func oneContentMayHaveSeveralPaths() throws {
        let id = try archive.save(TranscriptFixtures.meeting)
        var copy = TranscriptFixtures.meeting
        copy.recording.path = "/copies/b.flac"
        #expect(try archive.save(copy) == id)
        try archive.addPath("/copies/c.flac", recordingID: id)
        try archive.addPath("/copies/c.flac", recordingID: id)
        let recording = try #require(try archive.recordings().first)
        #expect(recording.paths == ["/copies/c.flac", "/copies/b.flac", TranscriptFixtures.meeting.recording.path])
        #expect(try archive.transcript(recordingID: id).recording.path == "/copies/b.flac")
        #expect(throws: ArchiveError.noSuchRecording(reference: "99", archive: archive.path)) {
            try archive.addPath("/x", recordingID: 99)
        }
    }

    @Test func aPathThatHoldsOtherBytesMovesToTheirRecording() throws {
        let old = try archive.save(TranscriptFixtures.meeting)
        var other = TranscriptFixtures.silence
        other.recording.path = TranscriptFixtures.meeting.recording.path
        let new = try archive.save(other)
        #expect(old != new)
        #expect(try archive.recording(other.recording.path).id == new)
        #expect(try archive.recording(String(old)).paths == [other.recording.path])
        #expect(try archive.transcript(recordingID: old) == TranscriptFixtures.meeting)
        try archive.save(TranscriptFixtures.meeting)
        #expect(try archive.recording(other.recording.path).id == old)
    }

    /// A transcript that breaks one rule, and the rule.
    struct BrokenRule: Sendable {
        let problem: TranscriptProblem
        let transcript: MeetingTranscript

        init(_ problem: TranscriptProblem, _ breaking: (inout MeetingTranscript) -> Void) {
            self.problem = problem
            var transcript = TranscriptFixtures.meeting
            breaking(&transcript)
            self.transcript = transcript
        }
    }

    static let brokenRules = [
        BrokenRule(.contentHash("ABC")) { $0.recording.contentHash = "ABC" },
        BrokenRule(.badNumber(field: "duration", value: "-1.0")) { $0.recording.durationSeconds = -1 },
        BrokenRule(.notPositive(field: "sample rate", value: 0)) { $0.recording.sampleRate = 0 },
        BrokenRule(.notPositive(field: "channel count", value: -2)) { $0.recording.channelCount = -2 },
        BrokenRule(.nulCharacter(field: "path")) { $0.recording.path = "/a\u{0}b" },
        BrokenRule(.duplicateLabel("S1")) { $0.speakers[1].label = "S1" },
        BrokenRule(.badNumber(field: "embedding of S1", value: "nan")) { $0.speakers[0].embedding[0] = .nan },
        BrokenRule(.speakerIndex(field: "turn 1", index: 2, count: 2)) { $0.turns[1].speaker = 2 },
        BrokenRule(.speakerIndex(field: "word 3 of turn 0", index: -1, count: 2)) { $0.turns[0].words[3].speaker = -1 },
        BrokenRule(.badNumber(field: "speaker margin of word 0 of turn 0", value: "1.5")) {
            $0.turns[0].words[0].speakerMargin = 1.5
        },
        BrokenRule(.badNumber(field: "start of speech 0", value: "-0.5")) {
            $0.speech[0].range = TimeRange(start: -0.5, end: 1)
        },
        BrokenRule(.badNumber(field: "confidence of word 0 of turn 0", value: "nan")) {
            $0.turns[0].words[0].confidence = .nan
        },
        BrokenRule(.badNumber(field: "end of turn 0", value: "inf")) {
            $0.turns[0].range = TimeRange(start: 0, end: .infinity)
        },
        BrokenRule(.speakerIndex(field: "speech 0", index: 7, count: 2)) { $0.speech[0].speaker = 7 },
        BrokenRule(.speakerIndex(field: "exclusive speech 0", index: 7, count: 2)) {
            $0.exclusiveSpeech[0].speaker = 7
        },
        BrokenRule(.ledgerReason(index: 4)) { $0.ledger.entries[4].reason = nil },
        BrokenRule(.ledgerReason(index: 0)) { $0.ledger.entries[0].reason = "why" },
        BrokenRule(.badNumber(field: "time of stage decode", value: "inf")) { $0.run.timings[0].seconds = .infinity },
    ]

    @Test(arguments: brokenRules) func aTranscriptThatBreaksARuleIsRefused(rule: BrokenRule) throws {
        let error = ArchiveError.invalidTranscript(path: rule.transcript.recording.path, problem: rule.problem)
        #expect(throws: error) { try archive.save(rule.transcript) }
        #expect(try archive.recordings().isEmpty)
    }

    @Test func deletingARecordingTakesEverythingOfIt() throws {
        let id = try archive.save(TranscriptFixtures.meeting)
        try archive.pool.write { db in
            try db.execute(sql: "DELETE FROM recordings WHERE id = ?", arguments: [id])
            for table in ["recording_paths", "runs", "speakers", "speech", "turns", "words", "ledger_entries"] {
                #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") == 0, "\(table)")
            }
        }
        #expect(try archive.integrityProblems().isEmpty)
        #expect(try archive.save(TranscriptFixtures.meeting) > id)
    }

    /// Strings are equal where their characters are; the archive promises more, the same bytes.
    private func expectSame(_ stored: MeetingTranscript, _ saved: MeetingTranscript) throws {
        #expect(stored == saved)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(try encoder.encode(stored) == encoder.encode(saved))
    }
}
