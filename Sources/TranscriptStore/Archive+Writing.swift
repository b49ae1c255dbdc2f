import GRDB
public import Transcript

extension Archive {
    /// Stores a transcript in one transaction: afterwards all of it is there, or nothing.
    ///
    /// It becomes the current transcript of its recording. Those of earlier runs stay in the archive.
    /// - Returns: Id of the recording, the same for every transcript of the same content.
    /// - Throws: `ArchiveError`.
    @discardableResult
    public func save(_ transcript: MeetingTranscript) throws -> Int64 {
        do {
            try TranscriptProblem.check(transcript)
        } catch {
            throw ArchiveError.invalidTranscript(path: transcript.recording.path, problem: error)
        }
        return try explaining { try pool.write { try TranscriptWriter(db: $0).insert(transcript) } }
    }

    /// Remembers that a recording, which the archive has, was also found at a path.
    /// - Throws: `ArchiveError.noSuchRecording` where the archive does not have it.
    public func addPath(_ path: String, recordingID: Int64) throws {
        try explaining {
            try pool.write { db in
                let known = try Bool.fetchOne(
                    db, sql: "SELECT EXISTS (SELECT 1 FROM recordings WHERE id = ?)", arguments: [recordingID])
                guard known == true else {
                    throw ArchiveError.noSuchRecording(reference: String(recordingID), archive: self.path)
                }
                try TranscriptWriter(db: db).insertPath(path, recordingID: recordingID)
            }
        }
    }
}
