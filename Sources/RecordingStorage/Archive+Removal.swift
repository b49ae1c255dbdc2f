public import ArchiveCore
import ArchivePeople
import GRDB
import JobQueue

/// What the archive has of a recording and deletes together with it.
public struct RecordingHoldings: Hashable, Sendable {
    /// The recording.
    public let recording: RecordingSummary
    /// Transcripts, those of other systems included.
    public let runCount: Int
    /// Turns of all transcripts.
    public let turnCount: Int
    /// Speakers of all transcripts whose voice is known.
    public let voiceCount: Int
    /// Corrections, also undone ones.
    public let editCount: Int
    /// Jobs in any state.
    public let jobCount: Int
}

extension Archive {
    /// What the archive has of recordings.
    /// - Throws: `ArchiveError.noSuchRecording`.
    public func holdings(recordingIDs: [Int64]) throws -> [RecordingHoldings] {
        try read { db in try recordingIDs.map { try holdings(db, $0) } }
    }

    /// Removes recordings with everything that was made from them, in one transaction; their files are not touched.
    ///
    /// People keep their names, and their profiles are made from the voices of other recordings alone. A worker that
    /// transcribes one of the recordings stops soon, and its result is refused.
    /// - Returns: What the archive had of each.
    /// - Throws: `ArchiveError.noSuchRecording`; nothing is removed then.
    @discardableResult
    public func removeRecordings(_ recordingIDs: [Int64]) throws -> [RecordingHoldings] {
        try write { db in
            let holdings = try recordingIDs.map { try self.holdings(db, $0) }
            try forgetSpeakers(db, of: recordingIDs)
            for recording in holdings.map(\.recording) {
                try JobWriter(db: db).removeJobs(recordingID: recording.id, contentHash: recording.contentHash)
                try db.execute(sql: "DELETE FROM recordings WHERE id = ?", arguments: [recording.id])
            }
            return holdings
        }
    }

    /// Removes the speakers of recordings from decisions. This must come before the speakers are deleted, so that the
    /// profiles that contain their voices are made anew.
    private func forgetSpeakers(_ db: Database, of recordingIDs: [Int64]) throws {
        let speakers = try recordingIDs.flatMap { id in
            try Int64.fetchAll(
                db,
                sql: "SELECT speakers.id FROM runs JOIN speakers ON speakers.run_id = runs.id WHERE recording_id = ?",
                arguments: [id])
        }
        try PeopleEditor(db: db, date: "").forgetDecisions(on: speakers)
    }

    private func holdings(_ db: Database, _ id: Int64) throws -> RecordingHoldings {
        guard let recording = try TranscriptReader(db: db).summaries("r.id = ?", [id]).first else {
            throw NoSuchRecording(reference: String(id))
        }
        func count(_ sql: String) throws -> Int {
            try Int.fetchOne(db, sql: "SELECT count(*) FROM " + sql, arguments: ["id": id]) ?? 0
        }
        return RecordingHoldings(
            recording: recording, runCount: try count("runs WHERE recording_id = :id"),
            turnCount: try count("runs JOIN turns ON turns.run_id = runs.id WHERE recording_id = :id"),
            voiceCount: try count(
                "runs JOIN speakers ON run_id = runs.id WHERE recording_id = :id AND length(embedding) > 0"),
            editCount: try count("edits WHERE recording_id = :id"),
            jobCount: try JobWriter(db: db).jobCount(recordingID: id, contentHash: recording.contentHash))
    }
}
