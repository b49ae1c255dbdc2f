import GRDB
public import Transcript

extension Archive {
    /// The runs of a recording in the order in which they came.
    public func runs(recordingID: Int64) throws -> [RunSummary] {
        try read { try TranscriptReader(db: $0).runs(recordingID) }
    }

    /// The run of a recording that a user means.
    /// - Parameter reference: Its id; else the name of a system, for the newest run of that system.
    /// - Throws: `ArchiveError.noSuchRun`.
    public func run(_ reference: String, recordingID: Int64) throws -> RunSummary {
        let runs = try runs(recordingID: recordingID)
        let found = runs.first { String($0.id) == reference } ?? runs.last { $0.system == reference }
        guard let found else { throw ArchiveError.noSuchRun(reference: reference, recordingID: recordingID) }
        return found
    }

    /// The transcript of a run, exactly as it was saved.
    /// - Throws: `ArchiveError.noSuchRun` where the recording has no such run.
    public func transcript(recordingID: Int64, runID: Int64) throws -> MeetingTranscript {
        try read { try TranscriptReader(db: $0).transcript(recordingID, runID: runID) }
    }

    /// Remembers that a recording, which the archive has, was also found at a path.
    /// - Throws: `ArchiveError.noSuchRecording` where the archive does not have it.
    public func addPath(_ path: String, recordingID: Int64) throws {
        try write { db in
            let known = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM recordings WHERE id = ?)", arguments: [recordingID])
            guard known == true else { throw NoSuchRecording(reference: String(recordingID)) }
            try TranscriptWriter(db: db).insertPath(path, recordingID: recordingID)
        }
    }
}
