import Foundation
import TestSupport
import Testing
import Transcript
import TranscriptText

@testable import TranscriptExport

@Suite struct DOCXFormatTests {
    @Test func checksumsAreThoseOfZIP() {
        // The check value of the algorithm's definition.
        #expect(CRC32.checksum("123456789".utf8) == 0xCBF4_3926)
        #expect(CRC32.checksum([]) == 0)
    }

    @Test(.enabled(if: ProgramRequirement.isMet("python3"), "needs python3")) func anArchiveIsWhole() throws {
        var archive = StoredZIP()
        archive.add("a.txt", "first")
        archive.add("folder/b.txt", "")
        let folder = try ScratchFolder()
        let file = folder.file("a.zip")
        try archive.finished().write(to: URL(fileURLWithPath: file))
        let python = try #require(ProgramRequirement.path(of: "python3"))
        // It also compares the checksums.
        let test = try ProgramRun(python, ["-m", "zipfile", "--test", file])
        #expect(test.status == 0 && test.output == "Done testing\n", "\(test.output)\(test.errors)")
        let list = try ProgramRun(python, ["-m", "zipfile", "--list", file])
        #expect(list.output.contains("a.txt") && list.output.contains("folder/b.txt"))
        #expect(try ProgramRun(python, ["-m", "zipfile", "--extract", file, folder.path]).status == 0)
        #expect(try String(contentsOfFile: folder.file("a.txt"), encoding: .utf8) == "first")
    }

    @Test func theSameTranscriptGivesTheSameBytes() {
        let meeting = TranscriptFixtures.meeting
        #expect(TranscriptFormat.docx.data(meeting) == TranscriptFormat.docx.data(meeting))
        #expect(!TranscriptFormat.docx.isText)
    }

    @Test(.enabled(if: PythonEnvironment.scripts.isUsable, "needs .venv")) func pythonDocxReadsIt() throws {
        let document = try read(TranscriptFixtures.meeting)
        #expect(document["title"] == .string("2024 budget.flac"))
        let expected = [
            ["Title", "2024 budget.flac"], ["Details", "Length: 00:20.5"], ["Details", "Speakers: S1, S2"],
            ["Details", "Transcribed: 2024-05-06T07:08:09Z"],
            ["Turn", "00:00.5 S1 Good morning. Let's discuss the café's budget."],
            ["Turn", "00:04.0 S2 The state-of-the-art one? I don't know."], ["Turn", "00:12.3 ? Yes."],
        ]
        #expect(document["paragraphs"] == .array(expected.map { .array($0.map(JSONDocument.string)) }))
        let speakers = [
            ["Speaker", "0B5CAD", "S1"], ["Speaker", "B3401A", "S2"], ["Speaker", "666666", "?"],
        ]
        #expect(document["speakers"] == .array(speakers.map { .array($0.map(JSONDocument.string)) }))
    }

    @Test(.enabled(if: PythonEnvironment.scripts.isUsable, "needs .venv")) func hostileTextIsText() throws {
        let texts =
            TranscriptFixtures.hostileTexts + [
                "</w:t></w:r></w:p>", "<w:fldSimple w:instr=\"DATE\"/>", "{ DDEAUTO c:\\\\x }", "]]>", "\u{FFFF}",
            ]
        var transcript = TranscriptFixtures.meeting(
            turns: texts.map { text in
                Turn(
                    speaker: 0, range: TimeRange(start: 0, end: 1),
                    words: [Word(text: text, range: TimeRange(start: 0, end: 1), confidence: 1)])
            })
        transcript.speakers[0].label = "<w:b/> & \"Ann\""
        let document = try read(transcript)
        for (index, text) in texts.enumerated() {
            let shown = InertText.line(text).replacing("\u{FFFF}", with: "\u{FFFD}")
            #expect(
                document["paragraphs"]?[index + 4]
                    == .array([.string("Turn"), .string("00:00.0 <w:b/> & \"Ann\" \(shown)")])
                    || shown.isEmpty, "\(text)")
        }
    }

    private func read(_ transcript: MeetingTranscript) throws -> JSONDocument {
        let folder = try ScratchFolder()
        let file = folder.file("a.docx")
        try TranscriptFormat.docx.data(transcript).write(to: URL(fileURLWithPath: file))
        return try PythonEnvironment.scripts.read(file, as: "docx")
    }
}
