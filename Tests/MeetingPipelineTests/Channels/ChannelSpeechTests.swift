import Testing
import Transcript

@testable import MeetingPipeline

@Suite struct ChannelSpeechTests {
    /// Whether spans are where they should be, to a sixth of a second: a few steps of the loudness that is compared.
    private static func isNear(_ spans: [TimeRange], _ expected: [(Double, Double)]) -> Bool {
        spans.count == expected.count
            && zip(spans, expected).allSatisfy { abs($0.start - $1.0) < 0.16 && abs($0.end - $1.1) < 0.16 }
    }

    @Test(arguments: [nil, -40, -20, -12, -6] as [Float?])
    func whatLeaksIsNotOnesOwn(leak: Float?) {
        let scene = ChannelScene(
            durationSeconds: 30, [[(1, 6, -20), (12, 17, -20)], [(7, 11, -22), (18, 25, -22)]], leak: leak)
        let spans = scene.own.spans
        #expect(Self.isNear(spans[0], [(1, 6), (12, 17)]), "\(spans[0])")
        #expect(Self.isNear(spans[1], [(7, 11), (18, 25)]), "\(spans[1])")
    }

    @Test func aTailOfSomebodyElsesVoiceIsNotOnesOwn() {
        let scene = ChannelScene(
            durationSeconds: 30, [[(1, 6, -20), (12, 17, -20)], [(7, 11, -22), (18, 25, -22)]], leak: -20,
            tailSeconds: 0.2)
        #expect(Self.isNear(scene.own.spans[0], [(1, 6), (12, 17)]))
        #expect(Self.isNear(scene.own.spans[1], [(7, 11), (18, 25)]))
    }

    @Test(arguments: [nil, -40, -20] as [Float?])
    func whoeverTalksAtTheSameTimeIsHeard(leak: Float?) {
        let scene = ChannelScene(
            durationSeconds: 30, [[(1, 10, -20), (20, 25, -20)], [(5, 14, -24), (16, 19, -24)]], leak: leak)
        #expect(Self.isNear(scene.own.spans[0], [(1, 10), (20, 25)]), "\(scene.own.spans[0])")
        #expect(Self.isNear(scene.own.spans[1], [(5, 14), (16, 19)]), "\(scene.own.spans[1])")
    }

    @Test func aQuietMicrophoneIsNoCrosstalk() {
        // 15 dB apart, and both talk from 5 to 10: fixed bounds would take the quiet one for a leak.
        let scene = ChannelScene(
            durationSeconds: 30, [[(1, 10, -15), (20, 25, -15)], [(5, 14, -30), (16, 19, -30)]])
        #expect(Self.isNear(scene.own.spans[1], [(5, 14), (16, 19)]), "\(scene.own.spans[1])")
    }

    @Test func aChannelThatOnlyPicksUpOthersIsNobodys() {
        let scene = ChannelScene(durationSeconds: 20, [[(1, 6, -20)], [(8, 14, -20)], []], leak: -20)
        #expect(scene.own.spans[2].isEmpty)
        #expect(scene.own.spans[0].count == 1 && scene.own.spans[1].count == 1)
    }

    @Test func aCopyIsNobodysAndTakesNothingAway() {
        let talk: [ChannelScene.Talk] = [(1, 6, -20)]
        let own = ChannelScene(durationSeconds: 10, [talk, talk], sameAs: [1: 0]).own
        #expect(Self.isNear(own.spans[0], [(1, 6)]))
        #expect(own.spans[1].isEmpty && own.speech[1].allSatisfy { $0 == 0 })
    }

    @Test func aSoundThatIsNoVoiceTakesNothingAway() {
        // Somebody types loudly in the other channel.
        var heard = ChannelScene(durationSeconds: 20, [[(1, 6, -40)], [(0, 20, -10)]]).heard
        heard.channels[1].speech = heard.channels[1].speech.map { _ in 0.05 }
        #expect(Self.isNear(ChannelSpeech(heard).spans[0], [(1, 6)]))
    }

    @Test func aClickIsNoWord() {
        let own = ChannelScene(durationSeconds: 10, [[(1, 1.05, -20), (3, 3.4, -20)], []]).own
        #expect(Self.isNear(own.spans[0], [(3, 3.4)]))
    }

    @Test func wordsKnowHowSureTheirSpeakerIs() {
        let scene = ChannelScene(
            durationSeconds: 30, [[(1, 10, -20), (20, 25, -20)], [(5, 14, -20), (16, 19, -20)]], leak: -20)
        let own = scene.own
        let alone = own.attribute(ChannelScene.word(2, 3), to: 1, of: 0)
        #expect(alone.speaker == 1 && alone.speakerMargin == 1 && !alone.isOverlapped)
        let both = own.attribute(ChannelScene.word(6, 7), to: 0, of: 1)
        #expect(both.speaker == 0 && both.speakerMargin > 0.8 && both.speakerMargin < 1 && both.isOverlapped)
        // What is as loud as the leak is hardly one's own.
        #expect(own.attribute(ChannelScene.word(2, 3), to: 0, of: 1).speakerMargin < 0.3)
        #expect(own.isOwn(ChannelScene.word(2, 3), of: 0) && own.isOwn(ChannelScene.word(6, 7), of: 1))
        #expect(!own.isOwn(ChannelScene.word(2, 3), of: 1))
        // In silence nothing speaks against a word.
        #expect(own.isOwn(ChannelScene.word(27, 28), of: 1))
    }

    @Test func whoIsAloneIsKnown() {
        let own = ChannelScene(durationSeconds: 20, [[(1, 10, -20)], [(5, 14, -20)]]).own
        let seconds = own.stepsAlone(0).map { Double($0) * PreparedChannels.stepSeconds }
        #expect(seconds.allSatisfy { 0.9 < $0 && $0 < 5 } && seconds.count > 115)
        #expect(own.stepsAlone(1).allSatisfy { Double($0) * PreparedChannels.stepSeconds > 9.9 })
    }

    @Test func nothingHeardIsNothing() {
        let own = ChannelSpeech(PreparedChannels(sampleCount: 0, channels: [.init(), .init()]))
        #expect(own.spans == [[], []] && own.stepsAlone(0).isEmpty && own.power(0, at: 1) == 0)
        #expect(own.attribute(ChannelScene.word(0, 1), to: 0, of: 0).speakerMargin == 1)
    }
}
