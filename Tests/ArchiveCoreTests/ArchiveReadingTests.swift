import ArchiveSearch
import Foundation
import GRDB
import RecordingStorage
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore

@Suite struct ArchiveReadingTests {
    private let folder: ScratchFolder
    private let archive: Archive

    init() throws {
        folder = try ScratchFolder()
        archive = try Archive(path: folder.file("archive.db"))
    }

    @Test func recordingsAreSummedUp() throws {
        #expect(try archive.recordings().isEmpty)
        let first = try archive.save(TranscriptFixtures.meeting)
        let second = try archive.save(TranscriptFixtures.silence)
        let recordings = try archive.recordings()
        #expect(recordings.map(\.id) == [first, second])
        #expect(
            recordings.first
                == RecordingSummary(
                    id: first, contentHash: TranscriptFixtures.hash(1), paths: ["/meetings/2024 budget.flac"],
                    durationSeconds: 20.5, sampleRate: 44_100, channelCount: 2, format: "FLAC, 16 bit",
                    recordedAt: "2024-05-06T07:08:09Z", speakerCount: 2, people: [], turnCount: 3,
                    wordCount: 14,
                    programVersion: "0.1.0", startedAt: "2024-05-06T07:08:09Z"))
        #expect(recordings.last?.wordCount == 0)
        #expect(try archive.recording(contentHash: TranscriptFixtures.hash(2))?.id == second)
        #expect(try archive.recording(contentHash: TranscriptFixtures.hash(3)) == nil)
    }

    @Test func aRecordingIsFoundByIdHashAndPath() throws {
        let file = try folder.write("audio", to: "meetings/a.wav")
        var transcript = TranscriptFixtures.meeting
        transcript.recording.path = file
        let id = try archive.save(transcript)
        try archive.save(TranscriptFixtures.silence)
        let hash = transcript.recording.contentHash
        let references = [
            String(id), hash, String(hash.prefix(6)), hash.prefix(10).uppercased(), file,
            folder.path + "/./meetings//../meetings/a.wav",
        ]
        for reference in references {
            #expect(try archive.recording(reference).id == id, "\(reference)")
        }
        try FileManager.default.removeItem(atPath: folder.file("meetings"))
        #expect(try archive.recording(folder.path + "/./meetings/../meetings/a.wav").id == id)
    }

    @Test(arguments: ["99", "0", "-1", "abc", "9223372036854775808", "", "/nowhere", "ffffff", "'; DROP TABLE runs"])
    func anUnknownReferenceIsAnError(reference: String) throws {
        try archive.save(TranscriptFixtures.meeting)
        #expect(throws: ArchiveError.noSuchRecording(reference: reference, archive: archive.path)) {
            try archive.recording(reference)
        }
    }

    @Test func aShortHashPrefixIsNoReference() throws {
        try archive.save(TranscriptFixtures.meeting)
        #expect(throws: ArchiveError.self) { try archive.recording(String(TranscriptFixtures.hash(1).prefix(5))) }
    }

    @Test func aHashPrefixOfTwoRecordingsIsAmbiguous() throws {
        var ids: [Int64] = []
        for digit in ["0", "1"] {
            var transcript = TranscriptFixtures.meeting
            transcript.recording.contentHash = "abcdef" + String(repeating: digit, count: 58)
            ids.append(try archive.save(transcript))
        }
        #expect(throws: ArchiveError.ambiguousHash(prefix: "abcdef", recordingIDs: ids)) {
            try archive.recording("abcdef")
        }
        #expect(try archive.recording("abcdef1").id == ids[1])
    }

    @Test func anIdComesBeforeAHashPrefix() throws {
        var transcript = TranscriptFixtures.meeting
        transcript.recording.contentHash = "123456" + String(repeating: "0", count: 58)
        let id = try archive.save(transcript)
        #expect(try archive.recording("123456").id == id)
        try archive.pool.write {
            try $0.execute(sql: "UPDATE sqlite_sequence SET seq = 123455 WHERE name = 'recordings'")
        }
        #expect(try archive.save(TranscriptFixtures.silence) == 123_456)
        #expect(try archive.recording("123456").id == 123_456)
    }

    @Test func aTranscriptOfAnUnknownRecordingIsAnError() throws {
        #expect(throws: ArchiveError.noSuchRecording(reference: "7", archive: archive.path)) {
            try archive.transcript(recordingID: 7)
        }
    }

    @Test func rowsThatBreakTheSchemaAreDamageNotACrash() throws {
        let id = try archive.save(TranscriptFixtures.meeting)
        try archive.pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
            try db.execute(sql: "UPDATE turns SET end_seconds = 1 WHERE ordinal = 1")
        }
        func damage(_ place: String) -> ArchiveError {
            .damaged(path: archive.path, detail: "a span ends before it starts (in the row with \(place))")
        }
        #expect(throws: damage("id 2, speaker_id 2")) { try archive.transcript(recordingID: id) }
        #expect(throws: damage("recording_id 1, run_id 1, ordinal 1")) {
            try archive.search(SearchRequest(query: "state"))
        }
    }
}
