import Foundation
import TestSupport
import Testing
import Transcript
import TranscriptStore

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

    /// Runs a command as a user who may read the archive and its folder, and write neither.
    private func read(_ arguments: String, keepsLog: Bool = false) throws -> ProgramRun {
        let quoted = "'\(program.archivePath)'"
        let drop = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : ""
        let clean = keepsLog ? "" : "rm -f \(quoted)-wal \(quoted)-shm"
        return try program.shell(
            """
            \(clean)
            chmod a+r \(quoted)*; chmod a-w \(quoted)*; chmod 555 .
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
        // Without its index the log cannot be read, and the turn must not be told to be missing.
        _ = try program.shell("rm -f '\(program.archivePath)-shm'")
        let refused = try read("search perhaps", keepsLog: true)
        #expect(refused.status == 74 && refused.output.isEmpty)
        #expect(refused.errors.contains("\(program.archivePath)-wal"))
        _ = archive
    }
}
