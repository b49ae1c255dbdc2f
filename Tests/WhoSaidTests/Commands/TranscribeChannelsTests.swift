import ArchiveCore
import Foundation
import Schemas
import TestSupport
import Testing
import Transcript

/// `transcribe --channels separate` on a call of which each side has a channel.
@Suite("transcribe: channels", .enabled(if: TestResources.hasModels, "needs the models"))
struct TranscribeChannelsTests {
    private let program: WhoSaidProgram

    init() throws { program = try WhoSaidProgram() }

    private func timeless() throws -> MeetingTranscript {
        var transcript = try program.transcript(1)
        transcript.run.startedAt = ""
        transcript.run.timings = []
        return transcript
    }

    @Test func channelsAreToldInJSONAndTheSettingStays() throws {
        let path = try ChannelWave.write(CallFixture.sides(), to: program.folder, name: "call.wav")
        let run = try program.run("transcribe", "call.wav", "--channels", "separate", "--threads", "1", "--json")
        #expect(run.status == 0 && run.errors.hasPrefix("whosaid: \(path): 2 speakers, "))
        let schema = try JSONSchemaValidator(schema: #require(Schemas.json(named: "transcript")).text)
        #expect(try schema.problems(in: run.output) == [])
        #expect(run.output.contains("\"channel\":1") && run.output.contains("\"channel\":2"))
        let transcript = try timeless()
        #expect(transcript.run.settings["channels"] == "separate")
        #expect(Set(transcript.turns.map { "\($0.speaker ?? -1) \($0.channel ?? 0)" }) == ["0 1", "1 2"])
        let stm = try program.run("export", "1", "--format", "stm")
        #expect(stm.output.contains("call 1 S1 ") && stm.output.contains("call 2 S2 "))

        // Neither threads nor what was kept make a difference, and mixed channels are another transcript.
        let again = ["transcribe", "call.wav", "--channels", "separate", "--force"]
        #expect(try program.run(again + ["--threads", "2", "--no-cache"]).status == 0)
        #expect(try timeless() == transcript)
        #expect(try program.run(again).status == 0)
        #expect(try timeless() == transcript)
        let stages = try program.run("jobs", "explain", "3").output
        #expect(stages.contains("reused") && stages.contains("all "))
        #expect(
            try program.run("transcribe", "call.wav", "--channels", "separate").errors
                == "whosaid: \(path): already in the archive as recording 1\n")
        #expect(try program.run("transcribe", "call.wav").errors.contains(" speaker"))
        #expect(try timeless().run.settings["channels"] == nil)
    }

    @Test func aJobKeepsItsSettingForWhoeverDoesIt() throws {
        _ = try ChannelWave.write(CallFixture.sides(), to: program.folder, name: "call.wav")
        let killed = try program.run(
            ["transcribe", "call.wav", "--channels", "separate"], environment: ["WHOSAID_CRASH_AT": "after-claim"])
        #expect(killed.status == 128 + SIGKILL)
        #expect(try program.run("work").status == 0)
        let transcript = try timeless()
        #expect(transcript.run.settings["channels"] == "separate")
        #expect(Set(transcript.turns.map(\.channel)) == [1, 2])
    }

    @Test func twoChannelsOfOneMicrophoneAreTranscribedOnceWithAWarning() throws {
        let voice = try PCMSample.read(TestResources.sample("beckett.wav"))
        let path = try ChannelWave.write([voice, voice], to: program.folder, name: "dual.wav")
        let run = try program.run("transcribe", "dual.wav", "--channels", "separate")
        #expect(run.status == 0)
        #expect(
            run.errors.hasPrefix(
                "whosaid: \(path): channel 2 carries the same sound as channel 1; it was transcribed once\n"),
            "\(run.errors)")
        #expect(run.errors.contains("1 speaker, "))
        #expect(run.output.count { $0 == "\n" } == (try program.transcript(1)).turns.count)
    }
}
