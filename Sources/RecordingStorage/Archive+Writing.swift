public import ArchiveCore
public import Foundation
import GRDB
public import JobQueue
public import Transcript

extension Archive {
    /// Stores a transcript in one transaction: afterwards all of it is there, or nothing.
    ///
    /// It becomes the current transcript of its recording. The transcripts of earlier runs stay in the archive.
    /// - Returns: Id of the recording, the same for every transcript of the same content.
    /// - Throws: `ArchiveError`.
    @discardableResult
    public func save(_ transcript: MeetingTranscript) throws -> Int64 {
        try check(transcript)
        return try write { try RunStorage(db: $0).store(transcript) }
    }

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
        try check(transcript)
        return try write { try RunStorage(db: $0).storeImport(transcript, recordingID: recordingID) }
    }

    /// Stores the transcript of a job, the places at which its content was seen, and that it is done: in one
    /// transaction, so that afterwards all of it is there, or nothing.
    /// - Parameters:
    ///   - stageReport: What each stage did, a JSON array.
    ///   - beforeCommit: Is called when everything is written but not committed.
    /// - Returns: Id of the recording.
    /// - Throws: `JobQueueError.leaseLost` where another worker has the job by now: nothing changes.
    @discardableResult
    public func complete(
        _ claim: JobClaim, with transcript: MeetingTranscript, stageReport: String? = nil, now: Date,
        beforeCommit: () throws -> Void = {}
    ) throws -> Int64 {
        try check(transcript)
        return try write { db in
            let jobs = JobWriter(db: db)
            let paths = try jobs.finish(claim, stageReport: stageReport, now: now)
            let recordingID = try RunStorage(db: db).store(transcript)
            for path in paths { try TranscriptWriter(db: db).insertPath(path, recordingID: recordingID) }
            try jobs.setRecording(recordingID, ofJob: claim.job.id)
            try beforeCommit()
            return recordingID
        }
    }

    private func check(_ transcript: MeetingTranscript) throws {
        do {
            try TranscriptProblem.check(transcript)
        } catch {
            throw ArchiveError.invalidTranscript(path: transcript.recording.path, problem: error)
        }
    }
}
