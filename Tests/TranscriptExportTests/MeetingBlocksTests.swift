import TestSupport
import Testing
import Transcript

@testable import TranscriptExport

@Suite struct MeetingBlocksTests {
    @Test func blocksAreAsFullAsTheSpeakerTalks() {
        let speech = [(0, 0.0, 10.0), (1, 10, 15), (0, 29, 30), (1, 39.99, 40)].map {
            SpeechSpan(speaker: $0.0, range: TimeRange(start: $0.1, end: $0.2))
        }
        let outline = MeetingOutline(durationSeconds: 190, speakers: ["A", "Bob"], speech: speech, turns: [])
        let blocks = MeetingBlocks(outline, width: 23)
        #expect(blocks.lanes.map(\.name) == ["A  ", "Bob"])
        #expect(blocks.lanes.map(\.speaker) == [0, 1])
        #expect(
            blocks.lanes.map(\.cells) == [
                "█ ▁" + String(repeating: " ", count: 16), " ▄ ▁" + String(repeating: " ", count: 15),
            ])
        #expect(blocks.axis == "    00:00  01:35  03:10")
    }

    @Test(arguments: [-1, 0, 1, 20, 80, 1000]) func linesAreAsWideAsAskedFor(width: Int) {
        for transcript in [TranscriptFixtures.meeting, TranscriptFixtures.random(seed: 3)] {
            let blocks = MeetingBlocks(transcript.outline, width: width)
            for lane in blocks.lanes {
                #expect(lane.name.count + 1 + lane.cells.count == max(20, width))
            }
        }
    }

    @Test func longNamesAreCut() {
        var transcript = TranscriptFixtures.meeting
        transcript.speakers[0].label = String(repeating: "long", count: 9)
        #expect(MeetingBlocks(transcript.outline, width: 60).lanes[0].name == "longlonglonglon…")
    }

    @Test(arguments: 0..<20) func anyTranscriptCanBeDrawn(seed: UInt64) {
        let outline = TranscriptFixtures.random(seed: seed).outline
        #expect(MeetingBlocks(outline, width: 80).lanes.count == outline.voices.count)
    }
}
