import Foundation
import Schemas
import StageCache
import TestSupport
import Testing
import Transcript

@testable import whosaid

@Suite struct CacheCommandTests {
    private let program: WhoSaidProgram
    private let folder: CacheFolder

    init() throws {
        program = try WhoSaidProgram()
        folder = CacheFolder(path: program.folder.file(".cache/whosaid/stages"), limitBytes: 2_000_000_000)
    }

    /// Writes an entry of 1 MB or a little more.
    private func keep(_ number: Int, stage: String, lastUsed: Double) throws {
        let key = StageKey(stage: stage, inputs: ["number": "\(number)"])
        do {
            let log = CheckpointLog(folder, key: key)
            var record = RecordEncoder()
            record.append([UInt8](repeating: 1, count: 1_000_000))
            log.append(record)
        }
        for entry in try folder.entries() where entry.name.hasPrefix(key.digest) {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: lastUsed)],
                ofItemAtPath: "\(folder.path)/\(entry.name)")
        }
    }

    private func keepThree() throws {
        try keep(1, stage: "listening", lastUsed: 1_000)
        try keep(2, stage: "listening", lastUsed: 3_000)
        try keep(1, stage: "recognition", lastUsed: 2_000)
    }

    @Test func whatIsKeptIsATable() throws {
        try keepThree()
        expect(
            try program.run("cache", "stats"),
            output: """
                STAGE        ENTRIES   MB  LAST USED
                listening          2  2.0  1970-01-01T00:50:00Z
                recognition        1  1.0  1970-01-01T00:33:20Z
                all                3  3.0  at most 2000.0 MB in \(folder.path)

                """)
        #expect(try program.run("cache").output == program.run("cache", "stats").output)
    }

    @Test func jsonHasTheDocumentedShape() throws {
        let schema = try JSONSchemaValidator(schema: #require(Schemas.json(named: "cache")).text)
        let empty = try program.run("cache", "stats", "--json", "--cache-size", "5G")
        #expect(empty.status == 0 && empty.output.contains("\"limit_bytes\": 5000000000"))
        #expect(try schema.problems(in: empty.output) == [])
        try keepThree()
        let run = try program.run("cache", "stats", "--json")
        #expect(run.output.contains("\"entry_count\": 3"))
        #expect(try schema.problems(in: run.output) == [])
    }

    @Test func nothingKeptIsSaidAndNothingIsMade() throws {
        expect(try program.run("cache", "stats"), errors: "whosaid: the cache \(folder.path) is empty\n")
        expect(try program.run("cache", "prune"), output: "removed 0 entries, 0.0 MB; 0.0 MB are left\n")
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func theLongestUnusedAreRemoved() throws {
        try keepThree()
        expect(try program.run("cache", "prune"), output: "removed 0 entries, 0.0 MB; 3.0 MB are left\n")
        expect(
            try program.run("cache", "prune", "--max-size", "2.1M"),
            output: "removed 1 entry, 1.0 MB; 2.0 MB are left\n")
        #expect(try folder.entries().map(\.lastUsed) == [2_000, 3_000])
        expect(
            try program.run("cache", "prune", environment: ["WHOSAID_CACHE_SIZE": "1.5M"]),
            output: "removed 1 entry, 1.0 MB; 1.0 MB are left\n")
        let used = CheckpointLog(folder, key: StageKey(stage: "listening", inputs: ["number": "2"]))
        expect(
            try program.run("cache", "prune", "--all"),
            output: "removed 0 entries, 0.0 MB; 1.0 MB are left; 1 entry in use stayed\n")
        #expect(used.warning == nil)
    }

    @Test func thePlaceMayBeNamed() throws {
        let other = program.folder.file("other")
        for (arguments, environment) in [
            (["--cache-dir", other], [:]), ([], ["WHOSAID_CACHE_DIR": other]), ([], ["XDG_CACHE_HOME": other]),
        ] {
            let run = try program.run(["cache", "stats"] + arguments, environment: environment)
            #expect(run.errors.hasPrefix("whosaid: the cache \(other)"))
        }
        expect(
            try program.run("cache", "stats", environment: ["HOME": ""]), status: 64,
            errors: "whosaid: no stage cache is named: set --cache-dir, WHOSAID_CACHE_DIR, XDG_CACHE_HOME or HOME\n")
    }

    @Test func badSizesAreUsageErrors() throws {
        for arguments in [
            ["prune", "--max-size", "much"], ["prune", "--max-size", "1M", "--all"], ["stats", "--cache-size", "-1"],
            ["stats", "--cache-dir", ""],
        ] {
            #expect(try program.run(["cache"] + arguments).status == 64, "\(arguments)")
        }
        let run = try program.run("cache", "prune", environment: ["WHOSAID_CACHE_SIZE": "much"])
        expect(
            run, status: 64,
            errors:
                "whosaid: WHOSAID_CACHE_SIZE has the value `much`, which is no size; set it to a size such as 500M or 2G\n"
        )
    }
}

@Suite("transcribe: cache", .enabled(if: TestResources.hasModels, "needs the models"))
struct TranscribeCacheTests {
    @Test func anotherSpeakerCountReusesTheListening() throws {
        let program = try WhoSaidProgram()
        let path = try program.copySample("endgame_nagg_nell.wav", to: "play.wav")
        #expect(try program.run("transcribe", "play.wav").status == 0)
        let again = try program.run("transcribe", "play.wav", "--speakers", "1")
        #expect(again.status == 0 && again.errors.contains("\nwhosaid: \(path): listening reused: "))
        let transcript = try program.transcript(1)

        let other = try WhoSaidProgram()
        _ = try other.copySample("endgame_nagg_nell.wav", to: "play.wav")
        let plain = try other.run("transcribe", "play.wav", "--speakers", "1", "--no-cache")
        #expect(plain.output == again.output && !plain.errors.contains("reused"))
        #expect(try other.transcript(1).turns == transcript.turns)
        #expect(!FileManager.default.fileExists(atPath: other.folder.file(".cache")))
    }

    @Test func aRunThatWasKilledGoesOnWhereItWas() throws {
        let voice = try PCMSample.read(TestResources.sample("endgame_nagg_nell.wav"))
        let (program, other) = (try WhoSaidProgram(), try WhoSaidProgram())
        for folder in [program.folder, other.folder] {
            _ = try MonoWave.write(
                voice + voice + voice + voice, sampleRate: 24_000, to: folder, name: "long.wav")
        }
        // Killed as soon as the first slab is on the disk.
        let killed = try program.shell(
            #"""
            "$whosaid" transcribe long.wav & pid=$!
            while kill -0 $pid && [ -z "$(find .cache -name '*.listening' -size +2k)" ]; do sleep 0.01; done
            kill -9 $pid
            wait $pid
            """#)
        #expect(killed.status == 128 + SIGKILL && killed.output == "")
        let resumed = try program.run("transcribe", "long.wav")
        #expect(resumed.status == 0)
        // On a slow day the stage may have ended before the kill.
        #expect(resumed.errors.contains(#/: listening (resumed: an earlier run had got to 64 s|reused: )/#))
        #expect(resumed.output == (try other.run("transcribe", "long.wav", "--no-cache")).output)
        let (found, plain) = (try program.transcript(1), try other.transcript(1))
        #expect(found.turns == plain.turns && found.speakers == plain.speakers && found.ledger == plain.ledger)
        #expect(found.speech == plain.speech && found.exclusiveSpeech == plain.exclusiveSpeech)
    }

    @Test func theLimitIsKept() throws {
        let program = try WhoSaidProgram()
        _ = try program.copySample("beckett.wav", to: "a.wav")
        let run = try program.run("transcribe", "a.wav", "--cache-size", "100")
        #expect(run.status == 0)
        #expect(try program.run("cache", "stats").output == "")
    }
}
