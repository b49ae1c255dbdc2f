import ArchiveCore
import Foundation
import TestSupport
import Testing
import Transcript

/// Files that are not quite what they should be, through the program.
@Suite struct ImportMendingTests {
    private let program: WhoSaidProgram

    init() throws { program = try WhoSaidProgram() }

    /// Imports a text and gives what is said on standard error, without the name of the file, and what is shown.
    private func imported(_ text: String, as name: String) throws -> (status: Int32, errors: String, shown: String) {
        let path = try program.folder.write(text, to: name)
        let run = try program.run("import", path)
        let shown = run.status == 0 ? try program.run("show", "1").output : ""
        return (Int32(run.status), run.errors.replacing("whosaid: \(path)", with: ""), shown)
    }

    private let ending = ", is run 1 of recording 1, which has no audio\n"

    @Test func mendedSpansAreToldWithTheirPlace() throws {
        let found = try imported(
            "1\n00:00:05,000 --> 00:00:02,000\nGood day.\n\n2\n00:00:06,000 --> 00:00:07,000\nBye.\n", as: "a.srt")
        #expect(
            found.errors
                == ": 1 span ends before it starts (line 2); it keeps its start and ends by the next one's start\n"
                + ": srt, 0 speakers, 3 words" + ending)
        #expect(found.shown == "[00:05.0] Good day.\n[00:06.0] Bye.\n")
    }

    @Test func rollingCaptionsAreToldAndSaidOnce() throws {
        let found = try imported(
            "WEBVTT\n\n00:01.000 --> 00:02.000\ngood<00:01.500><c> day</c>\n\n00:02.000 --> 00:03.000\ngood day\nto<00:02.500><c> you</c>\n",
            as: "a.vtt")
        #expect(
            found.errors
                == ": rolling captions: 1 cue repeats what was shown before (line 6); it is taken once\n"
                + ": vtt, 0 speakers, 4 words" + ending)
        #expect(found.shown == "[00:01.0] good day to you\n")
        let words = try program.run("export", "1", "--format", "ctm").output.split(separator: "\n").map {
            $0.split(separator: " ").dropFirst(2).prefix(3).joined(separator: " ")
        }
        #expect(words == ["1.000 0.500 good", "1.500 0.500 day", "2.000 0.500 to", "2.500 0.500 you"])
    }

    @Test func namesOfMostCuesAreSpeakers() throws {
        let cues = ["Ada: One.", "Ben: Two.", "and a half.", "Ada: Three.", "Ben: Four."]
        let text = cues.enumerated().map { "\($0 + 1)\n00:00:0\($0),000 --> 00:00:0\($0 + 1),000\n\($1)\n\n" }.joined()
        let found = try imported(text, as: "a.srt")
        #expect(
            found.errors == ": 1 cue names no speaker (line 10); whoever was named last goes on there\n"
                + ": srt, 2 speakers, 7 words" + ending)
        #expect(found.shown.hasPrefix("[00:00.0] Ada: One.\n[00:01.0] Ben: Two. and a half.\n"))
    }

    @Test func aLongTurnIsCutAndFound() throws {
        let text = (0..<450).map { index in
            let clock = { (seconds: Int) in String(format: "00:%02d:%02d,000", seconds / 60, seconds % 60) }
            let more = index == 400 ? " about zebras" : ""
            return
                "\(index + 1)\n\(clock(4 * index)) --> \(clock(4 * index + 4))\nAda: Sentence \(index + 1)\(more).\n\n"
        }.joined()
        let found = try imported(text, as: "a.srt")
        let lines = found.shown.split(separator: "\n")
        #expect(lines.count == 38 && lines.allSatisfy { $0.hasSuffix(".") && $0.contains("Ada: Sentence") })
        let transcript = try Archive(path: program.archivePath).transcript(recordingID: 1)
        #expect(transcript.turns.allSatisfy { $0.range.duration <= 60 })
        #expect(try program.run("search", "zebras").output.contains("[26:42.8]"))
    }

    @Test func whatIsNoFileIsCalledSo() throws {
        let path = program.folder.file("pipe.srt")
        #expect(mkfifo(path, 0o600) == 0)
        for run in [
            try program.run("import", path), try program.run("import", "/dev/null"),
            try program.run("score", "--reference", path, "--hypothesis", path),
        ] {
            #expect(run.status == 74 || run.status == 65 || run.status == 66)
            #expect(run.errors.contains("no regular file"), "\(run.errors)")
        }
    }

    @Test func hugeTimesAreRefusedWithLineAndField() throws {
        let found = try imported("SPEAKER a 1 1e300 1 <NA> <NA> A <NA> <NA>\n", as: "a.rttm")
        #expect(found.status == 65)
        #expect(found.errors == ":1: start \"1e300\" is no time in seconds from 0 to 1000000000\n")
        let path = program.folder.file("a.rttm")
        expect(
            try program.run("score", "--reference", path, "--hypothesis", path), status: 65,
            errors: "whosaid: \(path):1: start \"1e300\" is no time in seconds from 0 to 1000000000\n")
    }

    @Test(arguments: [
        ("a.json", #"{"segments": []}"#, ": read as openai, it has neither words nor speech"),
        ("a.vtt", "WEBVTT\n\nNOTE nothing\n", ": read as vtt, it has neither words nor speech"),
        ("a.json", #"{"text": "Hello"}"#, ": has text but no times"),
        ("a.json", "{\n\"segments\": [{]}", ":2: broken JSON: a name in double quotes is missing"),
        (
            "a.json", #"{"segments": [{"start": "soon", "end": 1, "text": "a"}]}"#,
            ": .segments[0].start: \"soon\" is no number"
        ),
        ("a.json", #"{"format": "whosaid-transcript", "version": 1}"#, ": is an export of this program"),
        ("a.json", String(repeating: "[", count: 100_000), ":1: broken JSON: lists and objects are more than 200 deep"),
    ])
    func whatIsNotUnderstoodIsRefused(name: String, text: String, message: String) throws {
        let found = try imported(text, as: name)
        #expect(found.status == 65 && found.errors.hasPrefix(message), "\(found.errors)")
        #expect(!found.errors.contains("Error") && !found.errors.contains("CodingKeys"))
        #expect(try program.run("list").output.split(separator: "\n").count <= 1)
    }

    @Test func aFolderIsNoFile() throws {
        let run = try program.run("import", program.folder.path)
        #expect(
            run.status == 74 && run.errors == "whosaid: cannot read \(program.folder.path): it is a folder\n",
            "\(run.errors)")
    }

    @Test func otherEncodingsAreRead() throws {
        let text = "1\r\n00:00:01,000 --> 00:00:02,000\r\nAda: Le café.\r\n"
        let path = program.folder.file("wide.srt")
        try (Data([0xFE, 0xFF]) + Data(text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })).write(
            to: URL(fileURLWithPath: path))
        #expect(try program.run("import", path).errors.hasSuffix("srt, 1 speaker, 2 words" + ending))
        #expect(try program.run("show", "1").output == "[00:01.0] Ada: Le café.\n")
        let latin = program.folder.file("latin.srt")
        try Data(text.unicodeScalars.map { UInt8($0.value) }).write(to: URL(fileURLWithPath: latin))
        let run = try program.run("import", latin)
        #expect(run.errors.hasPrefix("whosaid: \(latin): is not UTF-8; read as Windows-1252\n"))
        #expect(try program.run("show", "2").output == "[00:01.0] Ada: Le café.\n")
    }
}
