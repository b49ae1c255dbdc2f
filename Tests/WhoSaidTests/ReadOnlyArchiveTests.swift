import ArchiveCore
import ArchiveEdits
import ArchivePeople
import Foundation
import GRDB
import JobQueue
import RecordingStorage
import Schemas
import TestSupport
import Testing
import Transcript

/// What the user who runs the tests may do.
private enum Rights {
    /// Who is not root is kept out by the permissions of files alone.
    static var canBeDropped: Bool {
        geteuid() != 0 || FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")
    }
}

/// The program with an archive that its user may only read.
@Suite(.enabled(if: Rights.canBeDropped, "setpriv is missing, and root may write everything"))
struct ReadOnlyArchiveTests {
    private let program: WhoSaidProgram

    init() throws {
        program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting, TranscriptFixtures.silence])
        let archive = try Archive(path: program.archivePath)
        try archive.name(SpeakerReference(recordingID: 1, name: "S1"), "Ann", at: "2024-06-01T00:00:00Z")
        var other = TranscriptFixtures.meeting
        other.run.system = "other"
        try archive.addImport(other)
    }

    /// Runs a command as a user who may read the archive and its folder but for one file, and write neither.
    private func read(_ arguments: String, keepsLog: Bool = false, forbidding file: String? = nil) throws -> ProgramRun
    {
        let quoted = "'\(program.archivePath)'"
        let drop = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : ""
        let clean = keepsLog ? "" : "rm -f \(quoted)-wal \(quoted)-shm"
        return try program.shell(
            """
            \(clean)
            chmod a+r \(quoted)*; chmod a-w \(quoted)*; \(file.map { "chmod 000 \($0);" } ?? "") chmod 555 .
            \(drop) "$whosaid" \(arguments)
            status=$?; chmod 755 .; exit $status
            """)
    }

    @Test(arguments: [
        "search budget", "show 1", "list", "list --runs --json", "stats 1", "sql", "sql 'SELECT text FROM v_turns'",
        "people", "people list --json", "people show Ann", "people suggest", "people undo --history",
        "edit 1 --history",
        "export 1 --format srt", "export 1 --format json", "jobs list", "compare 1", "review 1", "doctor",
        "score --format json --reference-run 1",
    ])
    func whatReadsWorks(command: String) throws {
        // What is not of this program's version of the models or has no meaning here must fail alike without rights.
        let before = try program.shell("\"$whosaid\" \(command)")
        let run = try read(command)
        #expect(run.status == before.status, "\(run.errors)")
        if !command.hasPrefix("doctor") {
            #expect(run.output == before.output)
            #expect(run.errors == before.errors)
        } else {
            #expect(run.output.contains("read-only"))
        }
        #expect(!FileManager.default.fileExists(atPath: program.archivePath + "-shm"))
    }

    @Test(arguments: [
        "edit 1 --turn 1 --text No.", "edit 1 --turn 1 --speaker S2", "people name 1 S2 Bea", "people name Ann Anne",
        "people undo", "remove 1 --yes", "people forget Ann --cache-dir cache",
    ])
    func whatWritesSaysWhyItCannot(command: String) throws {
        let run = try read(command)
        #expect(run.status == 74, "\(run.errors)")
        #expect(run.errors.contains("whosaid: the archive \(program.archivePath) is read-only: "))
    }

    @Test func aLogBesideItIsNotOverlooked() throws {
        let archive = try Archive(path: program.archivePath)
        try archive.edit(recordingID: 1, turn: 3, .text("Perhaps."), at: "2024-06-01T00:00:00Z")
        let run = try read("search perhaps", keepsLog: true)
        expect(run, output: "1 2024 budget.flac [00:12.3] ?: «Perhaps».\n")
        // Without its index the log is read by way of a copy, and so are queries.
        _ = try program.shell("rm -f '\(program.archivePath)-shm'")
        let copied = try read("search perhaps", keepsLog: true)
        expect(copied, output: "1 2024 budget.flac [00:12.3] ?: «Perhaps».\n")
        let query = try read("sql \"SELECT count(*) AS n FROM v_turns WHERE text = 'Perhaps.'\"", keepsLog: true)
        #expect(query.status == 0 && query.output.contains("1"), "\(query.errors)")
        let refused = try read("people undo", keepsLog: true)
        #expect(refused.status == 74 && refused.errors.contains("is read-only: "), "\(refused.errors)")
        _ = archive
    }

    /// The locks of workers are in a file that is their user's alone.
    @Test func jobsOfAnotherUserAreListedAsTheyAreWrittenDown() throws {
        let archive = try Archive(path: program.archivePath)
        let now = Date()
        _ = try archive.enqueue(
            [
                JobRequest(
                    contentHash: TranscriptFixtures.hash(9), path: "/in/9.wav", settings: ["speakers": "3"],
                    models: ["asr": "abc"], programVersion: "0.1.0", resultKey: "words 1")
            ], now: now)
        let worker = try archive.registerWorker(programVersion: "0.1.0", now: now)
        _ = try archive.claimJob(
            .all, worker: worker, leaseSeconds: 1e6, attemptLimit: 5,
            abandoned: JobFailure(kind: .workerDied, stage: nil, reason: "", advice: ""), now: now)
        let run = try read("jobs list", keepsLog: true, forbidding: "'\(program.archivePath)-workers'")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains(" 1  running  "), "\(run.output)")
        _ = worker
    }

    @Test func anArchiveOfAnEarlierVersionIsReadAndTold() throws {
        let pool = try DatabaseQueue(path: program.folder.file("old.db"))
        try pool.write { db in
            try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
            let first = try #require(Schemas.migrations.first)
            try db.execute(sql: first.sql)
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES (?)", arguments: [first.identifier])
        }
        try pool.close()
        let drop = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : ""
        let run = try program.shell(
            """
            chmod 444 old.db; chmod 555 .
            \(drop) "$whosaid" list --database old.db
            status=$?; chmod 755 .; exit $status
            """)
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            run.errors.contains(
                "old.db is read-only and has the schema of an older version of whosaid; this command reads"))
    }
}
