import ArchiveCore
import Foundation
import JobQueue
import RecordingStorage
import Schemas
import TestSupport
import Testing

@testable import whosaid

@Suite("jobs") struct JobsCommandTests {
    private let program: WhoSaidProgram
    private let archive: Archive

    /// Four jobs: done, in quarantine, queued, called off.
    init() throws {
        program = try WhoSaidProgram()
        archive = try Archive(path: program.archivePath)
        let requests = (1...4).map { number in
            JobRequest(
                contentHash: TranscriptFixtures.hash(UInt64(number)), path: "/in/\(number).wav",
                settings: ["min-speakers": "1", "speakers": "3"], models: ["asr": "abc"], programVersion: "0.1.0",
                resultKey: "words 1")
        }
        let now = JobFixtures.date(0)
        _ = try archive.enqueue(requests, now: now)
        let worker = try archive.registerWorker(programVersion: "0.1.0", now: now)
        func claim() throws -> JobClaim? {
            try archive.claimJob(
                .all, worker: worker, leaseSeconds: 60, attemptLimit: 5,
                abandoned: JobFailure(kind: .workerDied, stage: nil, reason: "", advice: ""), now: now
            ).claim
        }
        let done = try #require(try claim())
        let report = """
            [{"stage":"listening","outcome":"reused","reason":"the same models","seconds":0.25},\
            {"stage":"clustering","outcome":"ran","reason":"another number of speakers","seconds":1.5}]
            """
        try archive.complete(
            done, with: JobFixtures.transcript(contentHash: done.job.contentHash, path: done.job.path),
            stageReport: report, now: now)
        let failure = JobFailure(
            kind: .encrypted, stage: "decoding", reason: "is encrypted (FairPlay)", advice: "get an unprotected copy")
        try archive.fail(try #require(try claim()), failure, retryAt: nil, now: now)
        try archive.cancelJob(id: 4, now: now)
    }

    @Test func theListIsATable() throws {
        let table = """
            ID  STATE        ATTEMPTS  CHANGED               FAILURE    PATH
             1  done                1  2023-11-14T22:13:20Z  -          /in/1.wav
             2  quarantined         1  2023-11-14T22:13:20Z  encrypted  /in/2.wav
             3  queued              0  2023-11-14T22:13:20Z  -          /in/3.wav
             4  cancelled           0  2023-11-14T22:13:20Z  -          /in/4.wav

            """
        expect(try program.run("jobs", "list"), output: table)
        expect(try program.run("jobs"), output: table)
        let some = try program.run("jobs", "list", "--state", "queued", "--state", "cancelled")
        #expect(some.output.split(separator: "\n").count == 3)
        expect(
            try program.run("jobs", "list", "--state", "running"), errors: "whosaid: no jobs\n")
        #expect(try program.run("jobs", "list", "--state", "lost").status == 64)
    }

    @Test func whatADeadProcessLeftIsNotRunning() throws {
        func claim(_ worker: Worker) throws {
            _ = try archive.claimJob(
                .all, worker: worker, leaseSeconds: 1e9, attemptLimit: 5,
                abandoned: JobFailure(kind: .workerDied, stage: nil, reason: "", advice: ""), now: Date())
        }
        let living = try archive.registerWorker(programVersion: "0.1.0", now: Date())
        try claim(living)
        #expect(try program.run("jobs", "list", "--state", "running").output.contains(" 3  running  "))
        // The lock of a worker goes with its process, or here with the object.
        _ = try archive.retryJob(id: 4, now: Date())
        var dead: Worker? = try archive.registerWorker(programVersion: "0.1.0", now: Date())
        try claim(#require(dead))
        dead = nil
        let list = try program.run("jobs", "list").output
        #expect(list.contains(" 3  running  ") && list.contains(" 4  abandoned  "), "\(list)")
        #expect(try !program.run("jobs", "list", "--state", "running").output.contains(" 4  "))
        #expect(try program.run("jobs", "list", "--state", "abandoned").output.contains(" 4  abandoned  "))
        #expect(try program.run("jobs", "show", "4").output.contains(" abandoned\n"))
        let validator = try JSONSchemaValidator(schema: #require(Schemas.json(named: "jobs")).text)
        #expect(try validator.problems(in: program.run("jobs", "list", "--json").output) == [])
        #expect(try archive.hasClaimableJob(.only([4]), worker: living, now: Date()))
        #expect(try !archive.hasClaimableJob(.only([3]), worker: living, now: Date()))
    }

    @Test func jsonKeepsItsSchema() throws {
        let validator = try JSONSchemaValidator(schema: #require(Schemas.json(named: "jobs")).text)
        let list = try program.run("jobs", "list", "--json")
        #expect(try validator.problems(in: list.output) == [])
        for id in 1...4 {
            let one = try program.run("jobs", "show", String(id), "--json")
            #expect(try validator.problems(in: one.output) == [])
            #expect(one.output.contains("\"content_hash\": \"\(TranscriptFixtures.hash(UInt64(id)))\""))
        }
    }

    @Test func aJobIsShownWithAllThatIsKnown() throws {
        expect(
            try program.run("jobs", "show", "2"),
            output: """
                job       2
                state     quarantined
                path      /in/2.wav
                content   \(TranscriptFixtures.hash(2))
                settings  min-speakers=1 speakers=3
                models    asr=abc
                version   0.1.0
                attempts  1
                queued    2023-11-14T22:13:20Z
                changed   2023-11-14T22:13:20Z
                failure   encrypted
                stage     decoding
                reason    is encrypted (FairPlay)
                advice    get an unprotected copy

                """)
        expect(
            try program.run("jobs", "show", "9"), status: 66,
            errors: """
                whosaid: no job in \(program.archivePath) has the id 9; `whosaid jobs list` shows them

                """)
    }

    @Test func whatEachStageDidIsExplained() throws {
        expect(
            try program.run("jobs", "explain", "1"),
            output: """
                STAGE       OUTCOME  SECONDS  WHY
                listening   reused      0.25  the same models
                clustering  ran         1.50  another number of speakers

                """)
        expect(
            try program.run("jobs", "explain", "2"),
            errors: "whosaid: job 2 is quarantined: is encrypted (FairPlay); get an unprotected copy\n")
    }

    @Test func quarantineSaysWhyAndWhatToDo() throws {
        let text = """
            2 /in/2.wav
                encrypted in decoding: is encrypted (FairPlay)
                get an unprotected copy

            """
        expect(try program.run("jobs", "quarantine"), output: text)
        expect(try program.run("jobs", "quarantine", "3"), errors: "whosaid: job 3 is quarantined: /in/3.wav\n")
        #expect(try archive.job(id: 3).failure?.kind == .putAside)
        #expect(try program.run("jobs", "quarantine").output.contains("was moved to quarantine by the user"))
    }

    @Test func jobsGoBackIntoTheQueueWithTheirSettings() throws {
        expect(
            try program.run("jobs", "retry", "2", "4"),
            errors: "whosaid: job 2 is queued: /in/2.wav\nwhosaid: job 4 is queued: /in/4.wav\n")
        #expect(try archive.job(id: 2).settings["speakers"] == "3")
        #expect(try archive.job(id: 2).attemptCount == 0)
        expect(
            try program.run("jobs", "retry", "1"), status: 64,
            errors: "whosaid: job 1 is done and cannot be retried\n")
        expect(try program.run("jobs", "retry", "--all"))
        #expect(try program.run("jobs", "retry").status == 64)
    }

    @Test func jobsAreCalledOff() throws {
        expect(try program.run("jobs", "cancel", "3"), errors: "whosaid: job 3 is cancelled: /in/3.wav\n")
        expect(
            try program.run("jobs", "cancel", "1"), status: 64,
            errors: "whosaid: job 1 is done and cannot be called off\n")
        #expect(try program.run("jobs", "cancel").status == 64)
    }
}
