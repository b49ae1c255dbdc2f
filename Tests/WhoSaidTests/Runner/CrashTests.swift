import Foundation
import JobRunner
import TestSupport
import Testing

/// The process is killed at every place where it could matter; the same command then does the rest.
@Suite("crashes", .enabled(if: TestResources.hasModels, "needs the models"))
struct CrashTests {
    private let recordings: ShortRecordings
    private let program: WhoSaidProgram

    init() throws {
        recordings = try ShortRecordings.shared.get()
        program = try WhoSaidProgram()
    }

    /// The plan that leads to a crash at a point, and further arguments that it takes.
    private static func plan(_ point: CrashPoint) -> (faults: String, arguments: [String]) {
        switch point {
        // A lease so short that it is renewed in the midst of a short recording.
        case .afterHeartbeat: (point.rawValue, ["--lease", "0.1"])
        // Only who is interrupted gives a job back.
        case .beforeRelease, .afterRelease: ("after-claim:2@TERM,\(point.rawValue)", [])
        default: (point.rawValue, [])
        }
    }

    @Test func theUndisturbedArchiveIsWhatItShouldBe() {
        let content = recordings.undisturbed
        #expect(content.rows(of: "recording").count == 4)
        #expect(content.rows(of: "run").count == 4)
        #expect(content.rows(of: "path").count == 5)
        #expect(content.rows(of: "job").count == 5)
        #expect(content.rows(of: "word").count > 5)
        #expect(content.rows(of: "job").count { $0.contains("not-audio") } == 1)
    }

    @Test(arguments: CrashPoint.allCases)
    func aProcessThatIsKilledLosesNothingAndDoesNothingTwice(point: CrashPoint) throws {
        let plan = Self.plan(point)
        let killed = try program.run(
            ["transcribe", recordings.folder.path] + plan.arguments, environment: ["WHOSAID_CRASH_AT": plan.faults])
        #expect(killed.status == 128 + SIGKILL, "\(killed.errors)")
        let again = try program.run("transcribe", recordings.folder.path)
        #expect(again.status == ShortRecordings.status, "\(again.errors)")
        #expect(try ArchiveContent(program.archivePath) == recordings.undisturbed)
    }

    @Test func aSecondCrashAtTheSamePlaceDoesNoHarm() throws {
        for pass in [1, 2, 1] {
            let killed = try program.run(
                ["transcribe", recordings.folder.path],
                environment: ["WHOSAID_CRASH_AT": "\(CrashPoint.insideCommit.rawValue):\(pass)"])
            #expect(killed.status == 128 + SIGKILL)
        }
        #expect(try program.run("transcribe", recordings.folder.path).status == ShortRecordings.status)
        #expect(try ArchiveContent(program.archivePath) == recordings.undisturbed)
    }

    @Test func anInterruptedJobGoesBackToTheQueueAndWorkDoesTheRest() throws {
        let interrupted = try program.run(
            ["transcribe", recordings.folder.path], environment: ["WHOSAID_CRASH_AT": "after-claim:2@TERM"])
        #expect(interrupted.status == 75)
        #expect(interrupted.errors.hasSuffix("and the same command continues with the rest\n"))
        let rest = try program.run("work")
        #expect(rest.status == 0 && rest.output.isEmpty)
        #expect(try ArchiveContent(program.archivePath) == recordings.undisturbed)
        expect(try program.run("work"), errors: "whosaid: no jobs are waiting\n")
    }

    @Test func aSecondSignalEndsTheProgramAtOnce() throws {
        let ended = try program.run(
            ["transcribe", recordings.folder.path],
            environment: ["WHOSAID_CRASH_AT": "after-claim@TERM,before-release@TERM"])
        #expect(ended.status == 128 + SIGTERM)
        #expect(try program.run("transcribe", recordings.folder.path).status == ShortRecordings.status)
        #expect(try ArchiveContent(program.archivePath) == recordings.undisturbed)
    }

    @Test func aWorkerThatIsStoppedPastItsLeaseAndWakesTooLateIsRefused() throws {
        // Stopped where it holds no lock on the database: nobody could write as long as it did.
        let script = """
            WHOSAID_CRASH_AT=after-claim:2@STOP $whosaid transcribe '\(recordings.folder.path)' --lease 1 \
            >stopped.out 2>stopped.err &
            stopped=$!
            until grep -q '^State:.T' /proc/$stopped/status; do sleep 0.02; done
            $whosaid work >work.out 2>work.err || exit 99
            cp archive.db before.db; cp archive.db-wal before.db-wal 2>/dev/null
            kill -CONT $stopped
            wait $stopped
            """
        let run = try program.shell(script)
        #expect(run.status == ShortRecordings.status)
        let errors = try String(contentsOfFile: program.folder.file("stopped.err"), encoding: .utf8)
        #expect(errors.contains(": another process has taken the job over, or the job was cancelled\n"), "\(errors)")
        #expect(errors.contains(": transcribed by another process as recording "))
        #expect(try ArchiveContent(program.folder.file("before.db")) == recordings.undisturbed)
        #expect(try ArchiveContent(program.archivePath) == recordings.undisturbed)
    }

    @Test func aPlanThatMakesNoSenseIsAUsageError() throws {
        let run = try program.run(["transcribe", recordings.folder.path], environment: ["WHOSAID_CRASH_AT": "nowhere"])
        #expect(run.status == 64 && run.errors.hasPrefix("whosaid: WHOSAID_CRASH_AT: `nowhere` is not point"))
    }
}
