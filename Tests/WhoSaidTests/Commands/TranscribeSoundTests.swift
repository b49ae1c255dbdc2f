import ArchiveCore
import Foundation
import Schemas
import TestSupport
import Testing
import Transcript

/// `transcribe` on recordings as people have them: channels that cancel or hum, offsets, tracks, dates, folders.
@Suite("transcribe: sound", .enabled(if: TestResources.hasModels, "needs the models"))
struct TranscribeSoundTests {
    private static let words = SpokenWords.of(
        "Ever tried. Ever failed. No matter. Try again. Fail again. Fail better.")
    private static let hasFFmpeg = ProgramRequirement.isMet("ffmpeg")

    private let program: WhoSaidProgram
    private let voice: [Float]

    init() throws {
        program = try WhoSaidProgram()
        voice = try PCMSample.read(TestResources.sample("beckett.wav"))
    }

    private func words() throws -> [String] {
        SpokenWords.of(try program.transcript(1).turns.map(\.text).joined(separator: " "))
    }

    private func ffmpeg(_ arguments: [String]) throws {
        let path = try #require(ProgramRequirement.path(of: "ffmpeg"))
        let run = try ProgramRun(
            path, ["-nostdin", "-v", "error", "-y"] + arguments, environment: [:], folder: program.folder.path)
        #expect(run.status == 0, "\(run.errors)")
    }

    /// Files, each with what is wrong with it, and what the program has to say of it.
    private func write(_ fault: String) throws -> (path: String, message: String) {
        let hum = SyntheticAudio.sine(frequency: 50, sampleRate: 16_000, count: voice.count, amplitude: 0.5)
        let half = voice.count / 2
        switch fault {
        case "upside down":
            let channels = [voice, voice.map { -0.9 * $0 }]
            return (try ChannelWave.write(channels, to: program.folder), ": channel 2 cancels others ")
        case "half upside down":
            let channels = [voice, voice.indices.map { $0 < half ? voice[$0] : -voice[$0] }]
            return (try ChannelWave.write(channels, to: program.folder), ": channel 2 cancels others ")
        case "hum":
            return (try ChannelWave.write([hum, voice], to: program.folder), ": channel 1 holds a steady sound ")
        default:
            let path = try MonoWave.write(voice.map { 0.5 * $0 + 0.4 }, to: program.folder)
            return (path, ": channel 1 is shifted by up to 40")
        }
    }

    @Test(arguments: ["upside down", "half upside down", "hum", "offset"])
    func faultsOfChannelsCostNoWord(fault: String) throws {
        let (path, message) = try write(fault)
        let run = try program.run("transcribe", path)
        #expect(run.status == 0)
        #expect(try words() == Self.words)
        #expect(run.errors.contains(path + message), "\(run.errors)")
        #expect(run.errors.count { $0 == "\n" } == 2)
    }

    @Test(.enabled(if: hasFFmpeg)) func theTrackWithTheWordsIsFoundAndAnotherCanBeNamed() throws {
        let wave = try program.copySample("beckett.wav", to: "beckett.wav")
        try ffmpeg(
            ["-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo:d=8", "-i", wave, "-map", "0:a", "-map", "1:a"]
                + ["-c:a", "flac", "two.mka"])
        let run = try program.run("transcribe", "two.mka")
        #expect(try words() == Self.words)
        #expect(
            run.errors.contains(": track 2 (FLAC, 1 channel) was read; track 1 (FLAC, 2 channels, default) is silent"))
        let transcript = try program.transcript(1)
        #expect(transcript.run.settings["track"] == nil)

        let silent = try program.run("transcribe", "two.mka", "--track", "1")
        #expect(silent.status == 0)
        #expect(silent.errors.contains(": no word was recognized; not transcribed: track 2 (FLAC, 1 channel)"))
        #expect(try program.transcript(1).run.settings["track"] == "1")
        #expect(try program.transcript(1).recording.channelCount == 2)

        let missing = try program.run("transcribe", "two.mka", "--track", "3")
        #expect(missing.status == 65)
        #expect(
            missing.errors.contains(
                "has no sound track 3, only track 1 (FLAC, 2 channels, default), track 2 (FLAC, 1 channel); name another"
            ))
    }

    @Test(.enabled(if: hasFFmpeg)) func peopleOnTracksOfTheirOwnAreSpeakersOfTheirOwn() throws {
        let sides = try CallFixture.sides()
        for (index, side) in sides.enumerated() {
            _ = try MonoWave.write(side, to: program.folder, name: "\(index).wav")
        }
        try ffmpeg(["-i", "0.wav", "-i", "1.wav", "-map", "0:a", "-map", "1:a", "-c:a", "flac", "two.mka"])
        #expect(try program.run("transcribe", "two.mka", "--channels", "separate").status == 0)
        let transcript = try program.transcript(1)
        #expect(Set(transcript.turns.map { "\($0.speaker ?? -1) \($0.channel ?? 0)" }) == ["0 1", "1 2"])
        #expect(transcript.recording.channelCount == 2)
    }

    @Test(.enabled(if: hasFFmpeg)) func theTimeOfTheRecordingIsItsOwnOrTheUsers() throws {
        let wave = try program.copySample("beckett.wav", to: "beckett.wav")
        try ffmpeg(["-i", wave, "-c:a", "alac", "-metadata", "creation_time=2023-05-06T07:08:09Z", "dated.m4a"])
        #expect(try program.run("transcribe", "dated.m4a").status == 0)
        #expect(try program.transcript(1).recording.recordedAt == "2023-05-06T07:08:09Z")
        // What the user says counts more, also when it is later, and stays.
        let zone = ["TZ": "UTC"]
        #expect(
            try program.run(
                ["transcribe", "dated.m4a", "--recorded-at", "2024-02-03T04:05"], environment: zone
            ).status == 0)
        #expect(try program.transcript(1).recording.recordedAt == "2024-02-03T04:05:00Z")
        #expect(try program.transcript(1).run.settings["recorded-at"] == "2024-02-03T04:05:00Z")
        #expect(try program.run("transcribe", "dated.m4a", "--force").status == 0)
        #expect(try program.transcript(1).recording.recordedAt == "2024-02-03T04:05:00Z")
        #expect(try program.transcript(1).run.settings["recorded-at"] == nil)
    }

    @Test func aFolderTellsWhatItPassesOver() throws {
        _ = try program.copySample("beckett.wav", to: "in/a.wav")
        for name in ["in/a.pdf", "in/sub/b.PDF", "in/notes"] { try program.folder.write("x", to: name) }
        let line = "\(program.folder.file("in")): passed over 3 files: 2 .pdf, 1 without extension"
        let run = try program.run("transcribe", "in")
        #expect(run.status == 0)
        #expect(run.errors.hasPrefix("whosaid: \(line)\n"), "\(run.errors)")
        let events = try program.run("transcribe", "in", "--events")
        let validator = try JSONSchemaValidator(schema: #require(Schemas.json(named: "events")).text)
        let lines = events.output.split(separator: "\n").map(String.init)
        #expect(try lines.allSatisfy { try validator.problems(in: $0).isEmpty }, "\(lines)")
        #expect(
            lines[0].contains(#""event":"passed-over""#) && lines[0].contains(#""file_count":3,"kinds":{"":1,"pdf":2}"#)
        )
    }
}
