import ArchiveCore
import Foundation
import RecordingStorage
import TestSupport
import Testing
import Transcript

@Suite struct RemoveCommandTests {
    private let program: WhoSaidProgram

    init() throws { program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting, TranscriptFixtures.silence]) }

    private let table = """
        ID  RUNS  TURNS  VOICES  CORRECTIONS  JOBS  PATH
         1     1      3       2            0     0  /meetings/2024 budget.flac

        """

    @Test func whatWouldGoIsShownFirst() throws {
        expect(
            try program.run("remove", "1"), output: table,
            errors: "whosaid: nothing was removed; --yes removes this recording\n")
        #expect(try program.transcript(1) == TranscriptFixtures.meeting)
        let both = try program.run("remove", "2", "1", "/meetings/silence.wav")
        #expect(both.errors == "whosaid: nothing was removed; --yes removes these 2 recordings\n")
        #expect(both.output.split(separator: "\n").count == 3)
    }

    @Test func aRecordingIsRemoved() throws {
        expect(try program.run("remove", "1", "--yes"), output: table, errors: "whosaid: removed this recording\n")
        expect(try program.run("search", "budget"), errors: "whosaid: no matches\n")
        #expect(try program.run("list").output.hasSuffix("silence.wav\n"))
        #expect(try program.run("show", "1").status == 66)
        expect(
            try program.run("remove", "1", "2", "--yes"), status: 66,
            errors: "whosaid: no recording in \(program.archivePath) has the id, hash or path `1`; "
                + "`whosaid list` shows them\n")
        #expect(try Archive(path: program.archivePath).recordings().map(\.id) == [2])
    }

    @Test func theCacheIsNamedWhereItHoldsAnything() throws {
        try program.folder.write("kept", to: "cache/\(String(repeating: "a", count: 64)).listening")
        let run = try program.run("remove", "1", "2", "--yes", "--cache-dir", program.folder.file("cache"))
        #expect(run.status == 0)
        #expect(
            run.errors
                == "whosaid: removed these 2 recordings\nwhosaid: the stage cache may still hold voices and words "
                + "of what was removed; `whosaid cache prune --all` empties it\n")
    }

    @Test func theFileStays() throws {
        try program.folder.write("no audio", to: "a.wav")
        var transcript = TranscriptFixtures.meeting
        transcript.recording.path = program.folder.file("a.wav")
        try Archive(path: program.archivePath).save(transcript)
        let run = try program.run("remove", "a.wav", "--yes")
        #expect(run.status == 0 && run.output.hasSuffix("/a.wav\n"))
        #expect(try String(contentsOfFile: program.folder.file("a.wav"), encoding: .utf8) == "no audio")
    }
}
