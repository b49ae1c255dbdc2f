import GRDB
import RecordingStorage
import Schemas
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore

@Suite struct ArchiveRunsTests {
    private let folder: ScratchFolder
    private let archive: Archive

    init() throws {
        folder = try ScratchFolder()
        archive = try Archive(path: folder.file("archive.db"))
    }

    private func imported(_ system: String, seed: UInt64 = 7) -> MeetingTranscript {
        var transcript = TranscriptFixtures.random(seed: seed)
        transcript.run.system = system
        transcript.recording = TranscriptFixtures.meeting.recording
        return transcript
    }

    @Test func anImportStandsBesideTheCurrentRun() throws {
        let id = try archive.save(TranscriptFixtures.meeting)
        let (recordingID, runID) = try archive.addImport(imported("deepgram"), recordingID: id)
        #expect(recordingID == id)
        #expect(try archive.transcript(recordingID: id) == TranscriptFixtures.meeting)
        #expect(try archive.transcript(recordingID: id, runID: runID) == imported("deepgram"))
        let runs = try archive.runs(recordingID: id)
        #expect(runs.map(\.system) == ["whosaid", "deepgram"])
        #expect(runs.map(\.isCurrent) == [true, false])
        #expect(runs[0].wordCount == 14 && runs[0].speakerCount == 2 && runs[0].turnCount == 3)
        #expect(runs[1].settings == imported("deepgram").run.settings)
        #expect(try archive.recordings().map(\.wordCount) == [14])
    }

    @Test func anImportForARecordingThatWasRemovedMeanwhileIsRefused() throws {
        let id = try archive.save(TranscriptFixtures.meeting)
        try archive.removeRecordings([id])
        let error = #expect(throws: ArchiveError.recordingRemoved(id: id)) {
            try archive.addImport(imported("deepgram"), recordingID: id)
        }
        #expect(error?.description == "recording 1 was removed meanwhile; nothing was written")
    }

    @Test func theFirstImportIsCurrentUntilARunOfOurOwn() throws {
        let first = try archive.addImport(imported("deepgram"))
        let second = try archive.addImport(imported("azure"))
        #expect(first.recordingID == second.recordingID)
        #expect(try archive.runs(recordingID: first.recordingID).map(\.isCurrent) == [true, false])
        try archive.save(TranscriptFixtures.meeting)
        #expect(try archive.runs(recordingID: first.recordingID).map(\.isCurrent) == [false, false, true])
        #expect(try archive.run(recordingID: first.recordingID).system == "whosaid")
    }

    @Test func aRunIsNamedByIdOrSystem() throws {
        let id = try archive.save(TranscriptFixtures.meeting)
        let old = try archive.addImport(imported("deepgram", seed: 1)).runID
        let new = try archive.addImport(imported("deepgram", seed: 2)).runID
        #expect(try archive.run("deepgram", recordingID: id).id == new)
        #expect(try archive.run(String(old), recordingID: id).id == old)
        let other = try archive.save(TranscriptFixtures.silence)
        for reference in ["azure", String(old), ""] {
            #expect(throws: ArchiveError.noSuchRun(reference: reference, recordingID: other)) {
                try archive.run(reference, recordingID: other)
            }
        }
        #expect(throws: ArchiveError.noSuchRun(reference: String(old), recordingID: other)) {
            try archive.transcript(recordingID: other, runID: old)
        }
    }

    @Test func aTranscriptThatBreaksARuleIsRefused() throws {
        func expectRefusal(_ problem: TranscriptProblem, _ change: (inout MeetingTranscript) -> Void) {
            var transcript = TranscriptFixtures.meeting
            change(&transcript)
            #expect(throws: ArchiveError.invalidTranscript(path: transcript.recording.path, problem: problem)) {
                try archive.addImport(transcript)
            }
            #expect(!problem.description.isEmpty)
        }
        let range = TimeRange(start: 0, end: 1)
        expectRefusal(.emptySystem) { $0.run.system = "" }
        expectRefusal(.tooLow(field: "channel of turn 1", value: 0)) { $0.turns[1].channel = 0 }
        expectRefusal(.tooLow(field: "rank of alternative 0", value: 1)) {
            $0.alternatives = [Alternative(range: range, rank: 1, text: "a")]
        }
        expectRefusal(.badNumber(field: "confidence of alternative 0", value: "1.5")) {
            $0.alternatives = [Alternative(range: range, rank: 2, text: "a", confidence: 1.5)]
        }
        #expect(try archive.recordings().isEmpty)
    }

    @Test func runsOfOlderArchivesAreOurOwn() throws {
        let path = folder.file("old.db")
        let first = try #require(Schemas.migrations.first)
        let queue = try DatabaseQueue(path: path)
        var migrator = DatabaseMigrator()
        migrator.registerMigration(first.identifier) { try $0.execute(sql: first.sql) }
        try migrator.migrate(queue)
        try queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO recordings (content_hash, duration_seconds, sample_rate, channel_count, format)
                    VALUES (?, 1, 16000, 1, 'WAV');
                    INSERT INTO recording_paths (recording_id, path, is_current) VALUES (1, '/a.wav', 1);
                    INSERT INTO runs (recording_id, path, program_version, settings, models, started_at, word_count,
                        is_current)
                    VALUES (1, '/a.wav', '0.1.0', '{}', '{}', '2024-05-06T07:08:09Z', 0, 1);
                    INSERT INTO turns (run_id, ordinal, start_seconds, end_seconds, text, confidence)
                    VALUES (1, 0, 0, 1, 'hello', 1);
                    """, arguments: [TranscriptFixtures.hash(1)])
        }
        try queue.close()
        let archive = try Archive(path: path)
        #expect(try archive.runs(recordingID: 1).map(\.system) == [RunInfo.ownSystem])
        let transcript = try archive.transcript(recordingID: 1)
        #expect(transcript.turns.map(\.channel) == [nil] && transcript.alternatives.isEmpty)
        #expect(try archive.migrations() == Schemas.migrations.map(\.identifier))
        #expect(try archive.integrityProblems().isEmpty)
    }
}
