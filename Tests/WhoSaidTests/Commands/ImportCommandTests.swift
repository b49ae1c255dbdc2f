import ArchiveCore
import Foundation
import RecordingStorage
import Schemas
import TestSupport
import Testing
import Transcript
import TranscriptExport
import TranscriptImport

@testable import whosaid

@Suite struct ImportCommandTests {
    private let program: WhoSaidProgram

    init() throws { program = try WhoSaidProgram() }

    private static let files = [
        "amazon.json", "amazon_channels.json", "assemblyai.json", "assemblyai_multichannel.json", "azure.json",
        "deepgram.json", "deepgram_utterances.json", "google_v1.json", "google_v2.json", "huggingface.json",
        "openai_diarized.json", "openai_verbose.json", "segments.json", "subtitles.srt", "subtitles.vtt", "turns.stm",
        "whisper.cpp.json", "whisperx.json",
        "words.ctm", "words.rttm",
    ]

    private func fixture(_ name: String) throws -> String { try TestResources.fixture("imports/\(name)") }

    @Test func theFixturesAreAllOfThem() throws {
        let folder = try TestResources.fixture("imports")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == Self.files)
    }

    @Test(arguments: TranscriptFormat.allCases) func everyFixtureGoesThroughTheArchive(format: TranscriptFormat) throws
    {
        let imported = try program.run(["import"] + Self.files.map(fixture))
        #expect(imported.status == 0 && imported.output.isEmpty, "\(imported.errors)")
        // The CTM and the RTTM are one.
        #expect(imported.errors.split(separator: "\n").count == Self.files.count - 1)
        let archive = try Archive(path: program.archivePath)
        let recordings = try archive.recordings()
        #expect(recordings.count == Self.files.count - 1)
        let exported = try program.run("export", "--all", "--format", format.rawValue, "--output-dir", "out")
        #expect(exported.status == 0, "\(exported.errors)")
        var names = ExportNames(format: format)
        for recording in recordings {
            let transcript = try archive.transcript(recordingID: recording.id)
            let name = names.next(for: recording.path)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: program.folder.file("out/\(name)")))
            // Nobody has shown the audio.
            #expect(bytes == format.data(transcript))
            #expect(transcript.turns.map(\.text).joined(separator: " ").hasPrefix("Good morning. Hello, "))
            #expect(!transcript.recording.hasAudio)
            if format == .json {
                let schema = try #require(Schemas.json(named: "transcript"))
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(try JSONSchemaValidator(schema: schema.text).problems(in: text) == [])
            }
        }
    }

    @Test func whatIsImportedCanBeFound() throws {
        let path = try fixture("whisperx.json")
        expect(
            try program.run("import", path),
            errors: "whosaid: \(path): whisperx, 2 speakers, 5 words, is run 1 of recording 1, which has no audio\n")
        expect(
            try program.run("show", "1"),
            output: "[00:00.5] SPEAKER_00: Good morning.\n[00:02.0] SPEAKER_01: Hello, 2 Anns.\n")
        #expect(try program.run("search", "anns").output.contains("SPEAKER_01"))
        expect(
            try program.run("import", path),
            errors: "whosaid: \(path): already imported as run 1 of recording 1\n")
    }

    @Test func ourOwnTranscriptStaysCurrent() throws {
        try Archive(path: program.archivePath).save(TranscriptFixtures.meeting)
        let path = try fixture("amazon.json")
        expect(
            try program.run("import", "--recording", "1", "--system", "Transcribe", path),
            errors: "whosaid: \(path): Transcribe, 2 speakers, 4 words, is run 2 of recording 1\n")
        #expect(try program.run("show", "1").output.contains("café"))
        let expected = "[00:00.5] spk_0: Good morning.\n[00:02.0] spk_1: Hello, Ann.\n"
        for run in ["2", "Transcribe"] { expect(try program.run("show", "1", "--run", run), output: expected) }
        expect(try program.run("export", "1", "--run", "2", "--format", "txt"), output: expected)
        expect(
            try program.run("show", "1", "--run", "3"), status: 66,
            errors: "whosaid: recording 1 has no run `3`; `whosaid list --runs` shows them\n")
        let list = try program.run("list", "--runs").output.split(separator: "\n").map {
            $0.split(separator: " ", omittingEmptySubsequences: true).prefix(5)
        }
        #expect(
            list == [
                ["ID", "RUN", "SYSTEM", "SPEAKERS", "WORDS"], ["1", "1*", "whosaid", "2", "14"],
                ["1", "2", "Transcribe", "2", "4"],
            ])
        let json = try program.run("list", "--runs", "--json").output
        let schema = try #require(Schemas.json(named: "list"))
        #expect(try JSONSchemaValidator(schema: schema.text).problems(in: json) == [])
        #expect(try JSONDocument(text: json)["recordings"]?[0]?["runs"]?[1]?["system"] == .string("Transcribe"))
        // A later run of our own is current again.
        try Archive(path: program.archivePath).save(TranscriptFixtures.meeting)
        #expect(try program.run("list", "--runs").output.contains("3*  whosaid"))
    }

    @Test func audioMakesARecordingThatTranscribeKnows() throws {
        let audio = try MonoWave.write(
            [Float](repeating: 0, count: 16_000 * 5), to: program.folder, name: "talk.wav")
        let path = try fixture("deepgram.json")
        let run = try program.run("import", "--audio", "talk.wav", path, try fixture("amazon.json"))
        #expect(run.status == 0)
        #expect(
            run.errors.hasPrefix("whosaid: \(path): states the hash of other audio than \(audio); check that "))
        let archive = try Archive(path: program.archivePath)
        let recording = try #require(try archive.recordings().first)
        #expect(try archive.recordings().count == 1)
        #expect(recording.path == audio && recording.durationSeconds == 5 && recording.sampleRate == 16_000)
        #expect(try archive.runs(recordingID: 1).map(\.system) == ["deepgram", "amazon"])
        #expect(try archive.runs(recordingID: 1).map(\.isCurrent) == [true, false])
        let missing = try program.run("import", "--audio", "none.wav", path)
        #expect(missing.status == 66)
        #expect(missing.errors.hasPrefix("whosaid: \(program.folder.file("none.wav")): no such file"))
    }

    @Test(.enabled(if: ProgramRequirement.isMet("ffmpeg"), "needs ffmpeg")) func audioIsDatedAsTranscribeDatesIt()
        throws
    {
        _ = try MonoWave.write([Float](repeating: 0, count: 16_000), to: program.folder, name: "talk.wav")
        let ffmpeg = try #require(ProgramRequirement.path(of: "ffmpeg"))
        let made = try ProgramRun(
            ffmpeg, ["-v", "error", "-i", "talk.wav", "-metadata", "creation_time=2023-05-06T07:08:09Z", "talk.m4a"],
            environment: [:], folder: program.folder.path)
        #expect(made.status == 0, "\(made.errors)")
        let changed = Date(timeIntervalSince1970: 1_600_000_000)
        try FileManager.default.setAttributes(
            [.modificationDate: changed], ofItemAtPath: program.folder.file("talk.wav"))
        let path = try fixture("amazon.json")
        for audio in ["talk.m4a", "talk.wav"] { #expect(try program.run("import", "--audio", audio, path).status == 0) }
        let archive = try Archive(path: program.archivePath)
        #expect(try archive.recording("1").recordedAt == "2023-05-06T07:08:09Z")
        #expect(try archive.recording("2").recordedAt == changed.formatted(.iso8601))
    }

    @Test func aStatedHashFindsTheRecording() throws {
        var transcript = TranscriptFixtures.meeting
        transcript.recording.contentHash = "154e291ecfa8be6ab8343560bcc109008fa7853eb5372533e8efdefc9b504c33"
        try Archive(path: program.archivePath).save(transcript)
        #expect(try program.run("import", fixture("deepgram.json")).errors.hasSuffix("is run 2 of recording 1\n"))
        #expect(try Archive(path: program.archivePath).recordings().map(\.path) == ["/meetings/2024 budget.flac"])
    }

    @Test func oneBadFileDoesNotStopTheOthers() throws {
        let bad = try program.folder.write(#"{"recognizedPhrases": [{"nBest": 3}]}"#, to: "bad.json")
        let good = try fixture("turns.stm")
        let run = try program.run("import", bad, "none.json", good)
        #expect(run.status == 1)
        let lines = run.errors.split(separator: "\n")
        #expect(lines.count == 3)
        // All are read before any is imported.
        #expect(lines[0] == "whosaid: cannot read none.json: no such file")
        #expect(lines[1].hasPrefix("whosaid: \(bad): .recognizedPhrases[0].nBest: "))
        #expect(lines[2].hasPrefix("whosaid: \(good): stm, 2 speakers"))
        #expect(try program.run("import", bad).status == 65)
        let name = #"{"segments": [{"start": 0, "end": 1, "text": "a", "speaker": "\u0000"}]}"#
        let path = try program.folder.write(name, to: "name.json")
        expect(
            try program.run("import", path), status: 65,
            errors: "whosaid: \(path): cannot be imported: label of a speaker holds the character U+0000\n")
        #expect(try program.run("import", "none.json").status == 66)
        expect(
            try program.run("import", try program.folder.write("hello", to: "x.txt")), status: 65,
            errors: "whosaid: \(ImportError.unknownFormat(file: program.folder.file("x.txt")))\n")
    }

    @Test(arguments: [
        (["import"], "Missing expected argument"),
        (["import", "x", "--recording", "1", "--audio", "y"], "--recording and --audio exclude each other"),
        (["import", "x", "--system", "whosaid"], "--system whosaid is the name of this program; choose another"),
        (["import", "x", "--system", " "], "--system needs the name of a system"),
        (["import", "x", "--format", "wav"], "The value 'wav' is invalid for '--format <format>'."),
    ])
    func aBadCommandLineIsAUsageError(arguments: [String], message: String) throws {
        let run = try program.run(arguments)
        #expect(run.status == 64 && run.errors.hasPrefix("whosaid: \(message)"), "\(run.errors)")
    }
}
