/// Why the archive could not do what was asked of it.
public enum ArchiveError: Error, Hashable, Sendable {
    /// There is no file at the path, and only existing archives were asked for.
    case missing(path: String)
    /// The path is a folder.
    case isFolder(path: String)
    /// The folder that should hold the archive could not be made.
    case cannotCreateFolder(path: String, reason: String)
    /// The file or its folder cannot be written.
    case readOnly(path: String)
    /// The archive can only be read, and what is newest is in a log that cannot be read without writing.
    case unreadLog(path: String, log: String)
    /// The archive can only be read, and somebody else has changed it in the meantime.
    case changedWhileRead(path: String)
    /// The file could not be opened at all.
    case cannotOpen(path: String, reason: String)
    /// The file is no SQLite database.
    case notADatabase(path: String)
    /// The file is the SQLite database of another program.
    case notAnArchive(path: String)
    /// A newer version of the program has added migrations that this one does not know.
    case newerSchema(path: String, unknownMigrations: [String])
    /// Another process held the database for longer than the busy time-out.
    case busy(path: String)
    /// No space was left on the disk.
    case diskFull(path: String)
    /// The database is corrupt, or a row holds what the program cannot have written.
    case damaged(path: String, detail: String)
    /// What a change was about has been changed or removed by another process; nothing was changed.
    case changedMeanwhile(path: String, detail: String)
    /// The recording of a change was removed by another process; nothing was changed.
    case recordingRemoved(id: Int64)
    /// The program has tried to write what the schema forbids: a mistake of the program. Nothing was written.
    case refusedValue(path: String, detail: String)
    /// Any other failure of SQLite.
    case failed(path: String, detail: String)
    /// The file lies on a file system of another machine, on which SQLite's log does not work.
    case networkFileSystem(path: String, kind: String)

    /// A transcript breaks a rule of the types it is made of; nothing of it was written.
    case invalidTranscript(path: String, problem: TranscriptProblem)
    /// No recording has the id, the hash prefix or the path.
    case noSuchRecording(reference: String, archive: String)
    /// The recording has no run of that id or system.
    case noSuchRun(reference: String, recordingID: Int64)
    /// Several recordings have a hash that begins so.
    case ambiguousHash(prefix: String, recordingIDs: [Int64])
    /// The search query means nothing.
    case badQuery(query: String, problem: SearchQueryProblem)
    /// A correction is not possible.
    case badEdit(recordingID: Int64, problem: TurnEditProblem)
    /// A decision about people is not possible.
    case badPeople(PeopleProblem)
    /// The SQL of a user makes no sense, or does more than read.
    case badSQL(sql: String, problem: SQLProblem)

    /// No job has the id.
    case noSuchJob(id: Int64, archive: String)
    /// A job cannot be changed so in the state that it is in.
    case jobState(id: Int64, state: JobState, action: String)
    /// A job was called off, and another one asks for the same by now.
    case jobIsOpenAgain(id: Int64, other: Int64)
    /// A worker held a job for too long; it is another's by now, or nobody's. Nothing of its work was stored.
    case leaseLost(jobID: Int64, archive: String)
}

extension ArchiveError: CustomStringConvertible {
    /// What is wrong, with what, and what to do about it.
    public var description: String {
        switch self {
        case .missing(let path):
            "there is no archive at \(path); `whosaid transcribe` makes one, --database names another"
        case .isFolder(let path):
            "\(path) is a folder; --database must name a file"
        case .cannotCreateFolder(let path, let reason):
            "cannot make the folder \(path) for the archive: \(reason); name another file by --database"
        case .readOnly(let path):
            "the archive \(path) is read-only: the file or its folder cannot be written; change the permissions, "
                + "copy it, or name another by --database"
        case .unreadLog(let path, let log):
            "the archive \(path) is read-only, and its newest contents are in \(log), which cannot be read without "
                + "writing; copy both to one folder that can be written, and name the copy by --database"
        case .changedWhileRead(let path):
            "the archive \(path) was changed by another process while it was read; try again"
        case .cannotOpen(let path, let reason):
            "cannot open the archive \(path): \(reason)"
        case .notADatabase(let path):
            "\(path) is not a SQLite database; it was left as it is"
        case .notAnArchive(let path):
            "\(path) is a SQLite database of another program; it was left as it is"
        case .newerSchema(let path, let unknown):
            "the archive \(path) was written by a newer version of whosaid "
                + "(it has \(unknown.joined(separator: ", "))); use that version"
        case .busy(let path):
            "the archive \(path) was locked by another process for too long; try again when it has finished"
        case .diskFull(let path):
            "no space is left for the archive \(path); nothing was written, free some space and try again"
        case .damaged(let path, let detail):
            "the archive \(path) is damaged (\(detail)); restore a copy"
        case .changedMeanwhile(let path, let detail):
            "something in the archive \(path) was changed or removed meanwhile (\(detail)); nothing was written, try again"
        case .recordingRemoved(let id):
            "recording \(id) was removed meanwhile; nothing was written"
        case .refusedValue(let path, let detail):
            "the archive \(path) refused what was to be written (\(detail)); nothing was written, "
                + "and this is a mistake of the program: please report it"
        case .failed(let path, let detail):
            "the archive \(path) failed: \(detail)"
        case .networkFileSystem(let path, let kind):
            "the archive \(path) would lie on a network file system (\(kind)), where SQLite can lose data; "
                + "name one on a local disk by --database, or insist by --allow-network-database"
        case .invalidTranscript(let path, let problem):
            "the transcript of \(path) cannot be stored: \(problem)"
        case .noSuchRecording(let reference, let archive):
            "no recording in \(archive) has the id, hash or path `\(reference)`; `whosaid list` shows them"
        case .noSuchRun(let reference, let recordingID):
            "recording \(recordingID) has no run `\(reference)`; `whosaid list --runs` shows them"
        case .ambiguousHash(let prefix, let ids):
            "the hash `\(prefix)` fits recordings \(ids.map(String.init).joined(separator: ", ")); give more digits"
        case .badQuery(let query, let problem):
            "cannot search for `\(query)`: \(problem)\(problem.pointer(in: query))"
        case .badEdit(let recordingID, let problem):
            "cannot correct recording \(recordingID): \(problem)"
        case .badPeople(let problem): problem.description
        case .badSQL(let sql, let problem):
            "cannot run `\(sql)`: \(problem)"
        case .noSuchJob(let id, let archive):
            "no job in \(archive) has the id \(id); `whosaid jobs list` shows them"
        case .jobState(let id, let state, let action):
            "job \(id) is \(state.rawValue) and cannot be \(action)"
        case .jobIsOpenAgain(let id, let other):
            "job \(id) was called off, and job \(other) asks for the same by now; see `whosaid jobs show \(other)`"
        case .leaseLost(let jobID, let archive):
            "job \(jobID) in \(archive) was taken over by another worker or called off; "
                + "what this one brought was not stored"
        }
    }
}
