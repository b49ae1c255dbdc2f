import GRDB
public import Transcript

extension Archive {
    /// Stores the result of another system in one transaction, beside the runs that there are.
    ///
    /// It becomes the current transcript only where the recording has none.
    /// - Parameter recordingID: The recording, which the archive has; nil for the one that the transcript names, which
    ///   is made where it is missing.
    /// - Throws: `ArchiveError`.
    @discardableResult
    public func addImport(
        _ transcript: MeetingTranscript, recordingID: Int64? = nil
    ) throws -> (recordingID: Int64, runID: Int64) {
        do {
            try TranscriptProblem.check(transcript)
        } catch {
            throw ArchiveError.invalidTranscript(path: transcript.recording.path, problem: error)
        }
        return try explaining {
            try pool.write { try TranscriptWriter(db: $0).insertImport(transcript, recordingID: recordingID) }
        }
    }

    /// The runs of a recording in the order in which they came.
    public func runs(recordingID: Int64) throws -> [RunSummary] {
        try explaining { try pool.read { try TranscriptReader(db: $0, archive: path).runs(recordingID) } }
    }

    /// The run of a recording that a user means.
    /// - Parameter reference: Its id, or the name of a system, of whose runs the newest counts.
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
        try explaining {
            try pool.read { try TranscriptReader(db: $0, archive: path).transcript(recordingID, runID: runID) }
        }
    }
}
