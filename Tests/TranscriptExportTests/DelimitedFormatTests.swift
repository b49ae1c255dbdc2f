import TestSupport
import Testing
import Transcript
import TranscriptText

@testable import TranscriptExport

@Suite struct DelimitedFormatTests {
    private func transcript(_ texts: [String], speaker: String = "S1") -> MeetingTranscript {
        var transcript = TranscriptFixtures.meeting(
            turns: texts.enumerated().map { index, text in
                let range = TimeRange(start: Double(index), end: Double(index) + 0.5)
                return Turn(speaker: 0, range: range, words: [Word(text: text, range: range, confidence: 0.5)])
            })
        transcript.speakers[0].label = speaker
        return transcript
    }

    @Test func aRowForEachTurn() {
        #expect(
            TranscriptFormat.csv.render(transcript(["Well, yes.", "He said \"no\"."]))
                == "recording,turn,speaker,start,end,confidence,text\r\n"
                + "2024 budget.flac,1,S1,0.000,0.500,0.5000,\"Well, yes.\"\r\n"
                + "2024 budget.flac,2,S1,1.000,1.500,0.5000,\"He said \"\"no\"\".\"\r\n")
        #expect(
            TranscriptFormat.tsv.render(transcript(["Well, yes.", "He said \"no\"."]))
                == "recording\tturn\tspeaker\tstart\tend\tconfidence\ttext\n"
                + "2024 budget.flac\t1\tS1\t0.000\t0.500\t0.5000\tWell, yes.\n"
                + "2024 budget.flac\t2\tS1\t1.000\t1.500\t0.5000\t\"He said \"\"no\"\".\"\n")
    }

    @Test func aMarkMayComeFirst() {
        let transcript = transcript(["Well, yes."])
        for format in [TranscriptFormat.csv, .tsv] {
            let marked = format.data(transcript, options: FormatOptions(hasByteOrderMark: true))
            #expect(marked == [0xEF, 0xBB, 0xBF] + format.data(transcript))
        }
    }

    @Test func orForEachWord() {
        let transcript = TranscriptFixtures.meeting(turns: [
            TranscriptFixtures.turn(nil, start: 0, wordSeconds: 0.5, "Oh well", overlapped: 1)
        ])
        #expect(
            TranscriptFormat.csv.render(transcript, options: FormatOptions(lineUnit: .word))
                == "recording,turn,word,speaker,start,end,confidence,speaker_margin,overlapped,text\r\n"
                + "2024 budget.flac,1,1,?,0.000,0.500,0.8750,0.0000,true,Oh\r\n"
                + "2024 budget.flac,1,2,?,0.500,1.000,0.8750,0.0000,false,well\r\n")
    }

    @Test(arguments: [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u{0}=1", "=cmd|' /C calc'!A0", "＝1",
        "\u{A0}=1",
    ])
    func formulasAreInert(text: String) {
        for format in [TranscriptFormat.csv, .tsv] {
            let rows = format.render(transcript([text], speaker: text))
            let cells = rows.split(whereSeparator: \.isNewline)[1].split(separator: format == .csv ? "," : "\t")
            #expect(cells[2].hasPrefix("'"))
            #expect(cells[6].hasPrefix("'"))
        }
    }

    @Test(.enabled(if: PythonEnvironment.scripts.isUsable, "needs .venv"), arguments: [TranscriptFormat.csv, .tsv])
    func pythonReadsTheSameCells(format: TranscriptFormat) throws {
        let transcript = transcript(TranscriptFixtures.hostileTexts, speaker: "\"Ann\", \tthe 'first'\r\n")
        let folder = try ScratchFolder()
        let file = try folder.write(format.render(transcript), to: "a.\(format.rawValue)")
        let rows = try PythonEnvironment.scripts.read(file, as: format.rawValue)
        for (index, text) in TranscriptFixtures.hostileTexts.enumerated() {
            #expect(rows[index + 1]?[2] == .string("\"Ann\", the 'first'"))
            #expect(rows[index + 1]?[6] == .string(InertText.line(text)))
        }
        #expect(rows[TranscriptFixtures.hostileTexts.count + 1] == nil)
    }
}
