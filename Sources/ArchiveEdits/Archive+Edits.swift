public import ArchiveCore
import GRDB
public import Transcript

extension Archive {
    /// Corrects a turn of the current transcript, in the full-text index as well. The original is kept.
    /// - Parameters:
    ///   - turn: Its number, from 1.
    ///   - date: Now, ISO 8601 in UTC.
    /// - Returns: The correction, and the transcript with it.
    /// - Throws: `TurnEditError`, `ArchiveError.noSuchRecording`; nothing is changed then.
    @discardableResult
    public func edit(recordingID: Int64, turn: Int, _ edit: TurnEdit, at date: String) throws -> MadeEdit {
        try editing(recordingID) { editor in
            let id = try editor.make(edit, turn: turn, at: date)
            // In the same transaction: a worker may replace the transcript right after it.
            return MadeEdit(
                record: try editor.record(id),
                transcript: try TranscriptReader(db: editor.db).transcript(recordingID))
        }
    }

    /// Undoes the newest correction of a recording that has not been undone yet.
    ///
    /// The turn is again exactly what it was, in earlier transcripts of the recording as well.
    /// - Parameter date: Now, ISO 8601 in UTC.
    /// - Throws: `TurnEditError` where there is none, `ArchiveError.noSuchRecording`.
    @discardableResult
    public func undoEdit(recordingID: Int64, at date: String) throws -> TurnEditRecord {
        try editing(recordingID) { editor in
            let id = try editor.undo(at: date)
            return try editor.record(id)
        }
    }

    /// All corrections of a recording, also undone ones, in the order in which they were made.
    /// - Throws: `ArchiveError.noSuchRecording`.
    public func edits(recordingID: Int64) throws -> [TurnEditRecord] {
        try read { db in
            let run = try TranscriptReader(db: db).run(recordingID)
            return try TurnEditor(db: db, recordingID: recordingID, runID: run.id).records()
        }
    }

    /// The current transcript of a recording as it was before anybody corrected it.
    /// - Throws: `ArchiveError.noSuchRecording`.
    public func originalTranscript(recordingID: Int64) throws -> MeetingTranscript {
        try read { try TranscriptReader(db: $0).transcript(recordingID, isOriginal: true) }
    }

    private func editing<Result>(_ recordingID: Int64, _ change: (TurnEditor) throws -> Result) throws -> Result {
        try write { db in
            let run = try TranscriptReader(db: db).run(recordingID)
            do {
                return try change(TurnEditor(db: db, recordingID: recordingID, runID: run.id))
            } catch let problem as TurnEditProblem {
                throw TurnEditError(recordingID: recordingID, problem: problem)
            }
        }
    }
}
