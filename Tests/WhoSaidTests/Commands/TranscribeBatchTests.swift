import ArchiveCore
import Foundation
import Schemas
import TestSupport
import Testing
import Transcript

/// `transcribe` and `work` on a folder of short recordings.
@Suite("transcribe: batches", .enabled(if: TestResources.hasModels, "needs the models"))
struct TranscribeBatchTests {
    private let recordings: ShortRecordings
    private let program: WhoSaidProgram

    init() throws {
        recordings = try ShortRecordings.shared.get()
        program = try WhoSaidProgram()
    }

    private var folder: String { recordings.folder.path }

    @Test func theSecondRunDoesNothingAndSaysSo() throws {
        let first = try program.run("transcribe", folder)
        #expect(first.status == ShortRecordings.status)
        let again = try program.run("transcribe", folder)
        #expect(again.status == ShortRecordings.status)
        let lines = again.errors.split(separator: "\n")
        #expect(lines.count == 6)
        #expect(lines.count { $0.contains(": already in the archive as recording ") } == 5)
        #expect(lines.count { $0.hasPrefix("whosaid: \(folder)/bad.wav: is not audio") } == 1)
        #expect(try ArchiveContent(program.archivePath) == recordings.undisturbed)
        #expect(again.output.split(separator: "\n").sorted() == first.output.split(separator: "\n").sorted())
        #expect(try program.run("transcribe", folder + "/bad.wav").status == 65)
    }

    @Test func severalRecordingsAtOnceGiveTheSameArchive() throws {
        let run = try program.run("transcribe", folder, "--jobs", "3")
        #expect(run.status == ShortRecordings.status)
        #expect(try ArchiveContent(program.archivePath) == recordings.undisturbed)
    }

    @Test func eventsKeepTheirSchemaAndTellEverything() throws {
        let validator = try JSONSchemaValidator(schema: #require(Schemas.json(named: "events")).text)
        let run = try program.run("transcribe", folder, "--events")
        #expect(run.status == ShortRecordings.status)
        let lines = run.output.split(separator: "\n").map(String.init)
        var counts: [String: Int] = [:]
        for line in lines {
            #expect(try validator.problems(in: line) == [], "\(line)")
            guard case .string(let event)? = try JSONDocument(text: line)["event"] else { continue }
            counts[event, default: 0] += 1
        }
        #expect(counts["progress", default: 0] > 8)
        counts["progress"] = nil
        #expect(counts == ["queued": 6, "started": 5, "finished": 4, "quarantined": 1])
        let again = try program.run("transcribe", folder, "none.wav", "--events")
        for line in again.output.split(separator: "\n") {
            #expect(try validator.problems(in: String(line)) == [], "\(line)")
        }
        #expect(again.output.matches(of: #/"event":"known"/#).count == 5)
        #expect(again.output.matches(of: #/"event":"(refused|quarantined)"/#).count == 2)
        #expect(try program.run("transcribe", folder, "--events", "--json").status == 64)
    }

    @Test func workHasEventsToo() throws {
        #expect(
            try program.run("transcribe", folder, environment: ["WHOSAID_CRASH_AT": "after-enqueue"]).status
                == 128 + SIGKILL)
        let validator = try JSONSchemaValidator(schema: #require(Schemas.json(named: "events")).text)
        let run = try program.run("work", "--json")
        #expect(run.status == ShortRecordings.status)
        for line in run.output.split(separator: "\n") { #expect(try validator.problems(in: String(line)) == []) }
        #expect(run.output.matches(of: #/"event":"finished"/#).count == 4)
        #expect(try ArchiveContent(program.archivePath) == recordings.undisturbed)
    }

    @Test func eachRunHasALogWithNothingOfWhatWasSaid() throws {
        #expect(try program.run("transcribe", folder).status == ShortRecordings.status)
        let logs = program.folder.file(".local/state/whosaid/logs")
        let names = try FileManager.default.contentsOfDirectory(atPath: logs)
        #expect(names.count == 1)
        let log = try String(contentsOfFile: logs + "/" + (names.first ?? ""), encoding: .utf8)
        #expect(log.matches(of: #/: job \d+ done as recording \d+: /#).count == 4)
        #expect(log.contains("goes into quarantine: not-audio in decoding: is not audio"))
        #expect(log.hasSuffix("end: 5 files done, 1 failed, exit code 1\n"))
        let archive = try Archive(path: program.archivePath)
        let words = Set(
            try archive.recordings().flatMap { try archive.transcript(recordingID: $0.id).words.map(\.text) })
        #expect(words.count > 3)
        for word in words where word.count > 3 { #expect(!log.contains(word), "\(word)") }
        let attributes = try FileManager.default.attributesOfItem(atPath: logs + "/" + (names.first ?? ""))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func whereThereIsNoPlaceForALogTheWorkIsDoneAllTheSame() throws {
        let state = try program.folder.write("a file", to: "state")
        let run = try program.run(
            "transcribe", folder + "/silence.wav", environment: ["XDG_STATE_HOME": state])
        #expect(run.status == 0)
        #expect(run.errors.hasPrefix("whosaid: this run has no log file: "))
    }

    @Test func aNameThatIsNoTextIsTranscribedLikeAnyOther() throws {
        let script = """
            mkdir in && cp '\(folder)/part 0.wav' "in/$(printf 'bad\\377.wav')"
            $whosaid transcribe in && $whosaid transcribe "in/$(printf 'bad\\377.wav')" && $whosaid list
            """
        let run = try program.shell(script)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.hasPrefix(#"whosaid: \#(program.folder.path)/in/bad\xFF.wav: 1 speaker, "#))
        #expect(run.errors.hasSuffix(#"/in/bad\xFF.wav: already in the archive as recording 1"# + "\n"))
        #expect(run.output.hasSuffix(#"/in/bad\xFF.wav"# + "\n"))
    }

    @Test func filesThatTurnUpAreTakenWhileTheFolderIsWatched() throws {
        let script = """
            mkdir in
            $whosaid transcribe in --watch --settle 0.2 --events >events &
            watcher=$!
            cp '\(folder)/silence.wav' in/a.wav
            until grep -q finished events; do sleep 0.05; done
            cp '\(folder)/part 0.wav' in/b.wav
            until [ "$(grep -c finished events)" = 2 ]; do sleep 0.05; done
            kill -TERM $watcher
            wait $watcher
            """
        let run = try program.shell(script)
        #expect(run.status == 75, "\(run.errors)")
        #expect(run.errors.hasSuffix("and the same command continues with the rest\n"))
        #expect(try Archive(path: program.archivePath).recordings().count == 2)
    }

    @Test(.enabled(if: ProgramRequirement.isMet("ffmpeg"), "needs ffmpeg"))
    func aToolThatWasMissingIsLookedForAgain() throws {
        let script = """
            ffmpeg -loglevel error -i '\(folder)/part 0.wav' -c:a aac a.m4a
            PATH=/nowhere $whosaid transcribe a.m4a; echo $?
            $whosaid transcribe a.m4a >/dev/null; echo $?
            """
        let run = try program.shell(script)
        #expect(run.output == "74\n0\n", "\(run.errors)")
        #expect(run.errors.contains("install them, for example with: sudo apt-get install ffmpeg"))
    }
}
