import Foundation
import TestSupport
import Testing

/// Three processes on one archive, any of which is killed at any time, until all is done; then from the start.
///
/// `WHOSAID_TORTURE_KILLS` says how many kills there are to be; `scripts/torture` sets it.
@Suite("torture", .enabled(if: TestResources.hasModels, "needs the models"))
struct TortureTests {
    private static let killCount =
        ProcessInfo.processInfo.environment["WHOSAID_TORTURE_KILLS"].flatMap { Int($0) } ?? 6

    @Test func killsAtRandomTimesLoseNothingAndDoNothingTwice() throws {
        let recordings = try ShortRecordings.shared.get()
        var generator = SeededGenerator(seed: 20_261_124)
        var (kills, batches) = (0, 0)
        while kills < Self.killCount {
            let program = try WhoSaidProgram()
            var workers = try (0..<3).map { _ in try start(program, recordings) }
            while workers.allSatisfy(\.isRunning) {
                usleep(UInt32.random(in: 0..<700_000, using: &generator))
                let victim = Int.random(in: workers.indices, using: &generator)
                guard kills < Self.killCount, workers[victim].isRunning else { break }
                kill(workers[victim].processIdentifier, SIGKILL)
                workers[victim].waitUntilExit()
                if workers[victim].terminationReason == .uncaughtSignal { kills += 1 }
                workers[victim] = try start(program, recordings)
            }
            for worker in workers {
                worker.waitUntilExit()
                #expect(worker.terminationStatus == ShortRecordings.status)
            }
            batches += 1
            #expect(try ArchiveContent(program.archivePath) == recordings.undisturbed, "batch \(batches)")
        }
        print("torture: \(kills) kills in \(batches) batches")
    }

    private func start(_ program: WhoSaidProgram, _ recordings: ShortRecordings) throws -> Process {
        try program.start("transcribe", recordings.folder.path, "--threads", "1", "--attempts", "1000000")
    }
}
