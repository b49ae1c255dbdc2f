import ArchiveCore
import ArchiveEdits
import ArchivePeople
import GRDB
import Transcript

/// Stores a finished run with everything that follows from it, within a transaction of its caller.
///
/// This is the one place where the parts of the archive meet: `TranscriptWriter` inserts the rows of the transcript,
/// `PeopleEditor` identifies the new speakers, and `TurnEditor` repeats the corrections of the recording.
struct RunStorage {
    let db: Database

    /// Stores a transcript as the current one of its recording.
    /// - Returns: Id of the recording.
    func store(_ transcript: MeetingTranscript) throws -> Int64 {
        try completed(TranscriptWriter(db: db).insert(transcript)).recordingID
    }

    /// Stores the result of another system, which becomes current only where its recording has no run yet.
    /// - Parameter recordingID: A recording that the archive has; nil for the one that the transcript names.
    func storeImport(
        _ transcript: MeetingTranscript, recordingID: Int64?
    ) throws -> (recordingID: Int64, runID: Int64) {
        let run = try completed(TranscriptWriter(db: db).insertImport(transcript, recordingID: recordingID))
        return (run.recordingID, run.runID)
    }

    private func completed(_ run: InsertedRun) throws -> InsertedRun {
        // A result of another system beside the current one is kept for comparison, as it is.
        guard run.isCurrent else { return run }
        try PeopleEditor(db: db, date: run.startedAt).identifySpeakers(ofNewRun: run)
        try TurnEditor(db: db, recordingID: run.recordingID, runID: run.runID).repeatAll()
        return run
    }
}
