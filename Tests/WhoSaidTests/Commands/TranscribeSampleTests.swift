import ArchiveCore
import Foundation
import Schemas
import TestSupport
import Testing
import Transcript
import TranscriptExport

/// `transcribe` on recordings that come with the models.
@Suite("transcribe: recordings", .enabled(if: TestResources.hasModels, "needs the models"))
struct TranscribeSampleTests {
    private let program: WhoSaidProgram

    init() throws { program = try WhoSaidProgram() }

    @Test func aDialogueIsPrintedAndArchived() throws {
        let path = try program.copySample("endgame_nagg_nell.wav", to: "play.wav")
        let run = try program.run("transcribe", "play.wav")
        #expect(run.status == 0)
        let transcript = try program.transcript(1)
        #expect(run.output == TranscriptFormat.txt.render(transcript))
        let lines = run.output.split(separator: "\n")
        #expect(lines.allSatisfy { $0.contains(/^\[00:\d\d\.\d\] S[12]: \S/) })
        let summary = #/: 2 speakers, (\d+) words, \d+\.\d s \(\d+\.\d × real time\)/#
        let words = try #require(run.errors.firstMatch(of: summary))
        #expect(run.errors.hasPrefix("whosaid: \(path): 2 speakers, ") && run.errors.hasSuffix("\n"))
        #expect(run.errors.count { $0 == "\n" } == 1)
        #expect(words.1 == "\(transcript.words.count)")

        // He asks, she answers, from the first lines to the last.
        #expect(transcript.speakers.map(\.label) == ["S1", "S2"])
        let said = (0...1).map { speaker in
            SpokenWords.of(transcript.turns.filter { $0.speaker == speaker }.map(\.text).joined(separator: " "))
                .joined(separator: " ")
        }
        for phrase in ["do you hear me", "what are you talking about", "do you remember the day"] {
            #expect(said[0].contains(phrase) && !said[1].contains(phrase), "\(phrase)")
        }
        #expect(said[1].contains("that's a good story") && !said[0].contains("that's a good story"))
        #expect(said.allSatisfy { $0.contains("heartily") })
        checkTimes(transcript)
        #expect(transcript.recording.path == path)
        #expect(transcript.recording.format == "WAV, 16 bit")

        let again = try program.run("transcribe", "play.wav")
        expect(again, output: run.output, errors: "whosaid: \(path): already in the archive as recording 1\n")
        #expect(try program.transcript(1) == transcript)
        expect(try program.run("show", "1"), output: run.output)
        let hits = try program.run("search", "story")
        #expect(hits.status == 0 && hits.output.contains("S2"))
    }

    @Test func wordsAreRight() throws {
        let path = try program.copySample("beckett.wav", to: "beckett.wav")
        let run = try program.run("transcribe", path)
        #expect(run.status == 0)
        let words = SpokenWords.of(try program.transcript(1).turns.map(\.text).joined(separator: " "))
        #expect(
            words == SpokenWords.of("Ever tried. Ever failed. No matter. Try again. Fail again. Fail better."))
    }

    @Test func jsonKeepsItsSchemaAndIsTheExport() throws {
        _ = try program.copySample("beckett.wav", to: "a.wav")
        let run = try program.run("transcribe", "a.wav", "--json")
        #expect(run.status == 0)
        #expect(run.output.count { $0 == "\n" } == 1 && run.output.hasSuffix("\n"))
        let schema = try JSONSchemaValidator(schema: #require(Schemas.json(named: "transcript")).text)
        #expect(try schema.problems(in: run.output) == [])
        let export = try program.run("export", "1", "--format", "json")
        #expect(try JSONDocument(text: run.output) == JSONDocument(text: export.output))
    }

    @Test func neitherThreadsNorMemoryChangeTheTranscript() throws {
        var transcripts: [MeetingTranscript] = []
        for options in [["--threads", "1"], ["--threads", "2"], ["--threads", "5", "--memory", "400M"]] {
            let run = try program.run(
                ["transcribe", try TestResources.sample("two_cities.wav"), "--force", "--no-cache"] + options)
            #expect(run.status == 0)
            var transcript = try program.transcript(1)
            transcript.run.timings = []
            transcript.run.startedAt = ""
            transcripts.append(transcript)
        }
        #expect(transcripts[0].words.count > 100)
        #expect(transcripts[1] == transcripts[0])
        #expect(transcripts[2] == transcripts[0])
    }

    @Test func theNumberOfSpeakersMayBeToldAndAnotherOneIsAnotherTranscript() throws {
        let path = try program.copySample("endgame_nagg_nell.wav", to: "play.wav")
        for (options, count) in [
            (["--speakers", "1"], 1), (["--speakers", "3"], 3), (["--max-speakers", "1"], 1),
        ] {
            let run = try program.run(["transcribe", "play.wav"] + options)
            #expect(run.status == 0)
            #expect(run.errors.hasPrefix("whosaid: \(path): \(count) speaker"))
            let transcript = try program.transcript(1)
            #expect(transcript.speakers.count == count)
            #expect(transcript.run.settings[String(options[0].dropFirst(2))] == options[1])
        }
    }

    @Test func lessNoiseIsAnotherTranscriptOfTheSameWords() throws {
        let path = try program.copySample("beckett.wav", to: "a.wav")
        for (options, setting) in [([], nil), (["--noise-reduction"], "true")] as [([String], String?)] {
            let run = try program.run(["transcribe", path] + options)
            #expect(run.status == 0 && run.errors.hasPrefix("whosaid: \(path): 1 speaker, "))
            let transcript = try program.transcript(1)
            #expect(transcript.run.settings["noise-reduction"] == setting)
            let words = SpokenWords.of(transcript.turns.map(\.text).joined(separator: " "))
            #expect(words.starts(with: ["ever", "tried", "ever", "failed"]), "\(words)")
        }
    }

    @Test func oneFileThatFailsDoesNotStopTheOthers() throws {
        try program.folder.write("no audio", to: "in/bad.wav")
        _ = try program.copySample("beckett.wav", to: "in/good.wav")
        let run = try program.run("transcribe", "none.wav", "in")
        #expect(run.status == 1)
        // The heading has no empty line before it where nothing was printed yet.
        #expect(run.output.hasPrefix(program.folder.file("in/good.wav") + "\n[00:"))
        let errors = run.errors.split(separator: "\n")
        try #require(errors.count == 3)
        #expect(errors[0] == "whosaid: \(program.folder.file("none.wav")): no such file or folder")
        #expect(errors[1].hasPrefix("whosaid: \(program.folder.file("in/bad.wav")): is not audio"))
        #expect(errors[2].hasPrefix("whosaid: \(program.folder.file("in/good.wav")): 1 speaker, "))
        #expect(try program.run("transcribe", "in/bad.wav").status == 65)
    }

    @Test func theSameContentUnderAnotherNameIsNotDoneAgain() throws {
        let first = try program.copySample("beckett.wav", to: "a.wav")
        let second = try program.copySample("beckett.wav", to: "b.wav")
        let run = try program.run("transcribe", first, second)
        #expect(run.status == 0)
        let line = try #require(run.output.split(separator: "\n").dropFirst().first)
        #expect(run.output == "\(first)\n\(line)\n\n\(second)\n\(line)\n")
        #expect(run.errors.hasSuffix("\nwhosaid: \(second): already in the archive as recording 1\n"))
        expect(try program.run("show", second), output: line + "\n")
    }

    @Test func recordingsAreLeftAsTheyAre() throws {
        let path = try program.copySample("beckett.wav", to: "in/a.wav")
        let manager = FileManager.default
        try manager.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)], ofItemAtPath: path)
        try manager.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
        try manager.setAttributes([.posixPermissions: 0o555], ofItemAtPath: program.folder.file("in"))
        defer { chmod(program.folder.file("in"), 0o755) }
        let before = try manager.attributesOfItem(atPath: path)
        #expect(try program.run("transcribe", "in").status == 0)
        let after = try manager.attributesOfItem(atPath: path)
        for key in [FileAttributeKey.modificationDate, .posixPermissions, .size, .systemFileNumber] {
            #expect(after[key] as? NSObject == before[key] as? NSObject, "\(key)")
        }
        #expect(try manager.contentsOfDirectory(atPath: program.folder.file("in")) == ["a.wav"])
        #expect(manager.contentsEqual(atPath: path, andPath: try TestResources.sample("beckett.wav")))
    }

    @Test(arguments: ["two words.wav", "it's \"so\" $HOME `x`.wav", "line\nbreak.wav", "-dash.wav", "ünï©ødé 会議.wav"])
    func namesMayBeOdd(name: String) throws {
        let path = try program.copySample("beckett.wav", to: name)
        let run = try program.run("transcribe", "--", name)
        #expect(run.status == 0)
        let shown = path.replacing("\n", with: " ")
        #expect(run.errors.hasPrefix("whosaid: \(shown): 1 speaker, ") && run.errors.count { $0 == "\n" } == 1)
        #expect(try program.transcript(1).recording.path == path)
        expect(try program.run("show", "--", name), output: run.output)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/mem"), "needs /proc"))
    func aFileThatCannotBeReadToItsEndIsItsOwnProblem() throws {
        _ = try program.copySample("beckett.wav", to: "a.wav")
        let run = try program.run("transcribe", "/proc/self/mem", "a.wav")
        #expect(run.status == 1)
        #expect(run.errors.contains(#/^whosaid: /proc/\d+/mem: reading failed \(Input/output error\); /#))
        #expect(run.output.contains("a.wav\n[00:00"))
    }

    @Test func aChangedModelIsNeverUsed() throws {
        let copy = try ModelsCopy()
        try copy.changeOneBit(of: "silero-vad/model.safetensors")
        let run = try program.run(
            "transcribe", try TestResources.sample("beckett.wav"), "--models-dir", copy.folder.path)
        #expect(run.status == 69)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("whosaid: \(copy.folder.file("silero-vad/model.safetensors")): this model file"))
        #expect(run.errors.contains("e4011f6621e4068e74dd2b39ef4ebf7cdc9b0c200daec2e6172bd9922ee5b4e6"))
        #expect(run.errors.contains(#/\n  found    sha256 [0-9a-f]{64}\nto mend it, run: scripts/fetch-models /#))
        #expect(try Archive(path: program.archivePath).recordings().isEmpty)
    }

    @Test(arguments: [("TERM", 75), ("KILL", 137)] as [(String, Int32)])
    func anInterruptedRunKeepsWhatIsDone(signal: String, status: Int32) throws {
        let first = try program.copySample("beckett.wav", to: "a.wav")
        let second = try program.copySample("two_cities.wav", to: "b.wav")
        // The first recording's dialogue is printed as soon as it is done; then the signal comes.
        let script = """
            mkfifo out
            $whosaid transcribe a.wav b.wav >out &
            process=$!
            { read heading; kill -\(signal) $process; cat; } <out >/dev/null
            wait $process
            """
        let run = try program.shell(script)
        #expect(run.status == status)
        let errors = run.errors.split(separator: "\n")
        #expect(errors.first?.hasPrefix("whosaid: \(first): 1 speaker, ") == true)
        if signal == "TERM" {
            #expect(
                errors.dropFirst() == [
                    "whosaid: interrupted; finished recordings are in the archive, and the same command continues with the rest"
                ])
        }
        #expect(try Archive(path: program.archivePath).recordings().map(\.path) == [first])
        let rest = try program.run("transcribe", "a.wav", "b.wav")
        #expect(rest.status == 0)
        let known = "whosaid: \(first): already in the archive as recording 1\n"
        #expect(rest.errors.hasPrefix("\(known)whosaid: \(second): 1 speaker, "))
        #expect(try program.run("doctor").output.contains("2 recordings, "))
    }

    /// Every word lies within its turn and the recording; the ledger accounts for every second.
    private func checkTimes(_ transcript: MeetingTranscript) {
        let duration = transcript.recording.durationSeconds
        for turn in transcript.turns {
            #expect(turn.words.allSatisfy { turn.range.start <= $0.range.start && $0.range.end <= turn.range.end })
            #expect(turn.words.allSatisfy { $0.speaker == turn.speaker })
            #expect(0 <= turn.range.start && turn.range.end <= duration)
        }
        #expect(transcript.ledger.accounts(for: duration))
    }
}
