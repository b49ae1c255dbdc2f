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
    /// The SQL of a user makes no sense, or does more than read.
    case badSQL(sql: String, problem: SQLProblem)
}

/// No recording has the id, the hash prefix or the path; thrown within a transaction.
package struct NoSuchRecording: PathlessError {
    /// How the user named the recording.
    let reference: String

    /// Names a recording that is not there.
    package init(reference: String) { self.reference = reference }

    package func error(archive path: String) -> any Error {
        ArchiveError.noSuchRecording(reference: reference, archive: path)
    }
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
        case .badSQL(let sql, let problem):
            "cannot run `\(sql)`: \(problem)"
        }
    }
}
