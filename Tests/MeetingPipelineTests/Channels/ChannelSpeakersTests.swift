import Diarization
import Testing
import Transcript

@testable import MeetingPipeline

@Suite struct ChannelSpeakersTests {
    @Test func speakersComeInTheOrderInWhichTheyAreHeard() {
        var scene = ChannelScene(durationSeconds: 20, [[], [(5, 9, -20)], [(1, 6, -26)]]).heard
        scene.channels[1].embedding = [1]
        let found = ChannelSpeakers(scene, ChannelSpeech(scene))
        #expect(found.channels == [2, 1])
        #expect(found.speakers == [Speaker(label: "S1"), Speaker(label: "S2", embedding: [1])])
        let turns = found.activity.spans(exclusive: false, endSeconds: 20)
        #expect(turns.map(\.speaker) == [0, 1])
        #expect(abs(turns[0].range.end - 6) < 0.1 && abs(turns[1].range.start - 5) < 0.1)
        // While both talk the louder one counts.
        let alone = found.activity.spans(exclusive: true, endSeconds: 20)
        #expect(alone.last?.speaker == 1 && alone.last.map { abs($0.range.start - 5) < 0.1 } == true)
        let both = found.activity.frames(in: TimeRange(start: 5.2, end: 5.8))
        #expect(both.allSatisfy { found.activity.counts[$0] == 2 })
        for frame in both {
            let shares = [found.activity.shares[2 * frame], found.activity.shares[2 * frame + 1]]
            #expect(abs(shares[0] + shares[1] - 1) < 1e-5 && shares[1] > 0.6)
        }
    }

    @Test func nobodyIsNobody() {
        let heard = ChannelScene(durationSeconds: 3, [[], []]).heard
        let found = ChannelSpeakers(heard, ChannelSpeech(heard))
        #expect(found.channels.isEmpty && found.speakers.isEmpty)
        #expect(found.activity.spans(exclusive: true, endSeconds: 3).isEmpty)
    }
}
