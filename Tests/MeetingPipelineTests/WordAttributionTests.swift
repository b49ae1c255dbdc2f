import Diarization
import TestSupport
import Testing
import Transcript

@testable import MeetingPipeline

@Suite struct WordAttributionTests {
    private static func word(_ start: Double, _ end: Double) -> Word {
        Word(text: "w", range: TimeRange(start: start, end: end), confidence: 1)
    }

    /// Two people in turn, an overlap from 4 s to 5 s in which speaker 0 is stronger, silence from 8 s.
    private let scene = Scene(durationSeconds: 12, speakers: 2, [(0, 0, 5), (1, 4, 8)])

    private func attribute(_ words: [Word]) -> [Word] { WordAttribution(scene.diarization).attribute(words) }

    @Test func aWordGoesToWhoTalksInIt() {
        let words = attribute([Self.word(1, 2), Self.word(6, 7)])
        #expect(words.map(\.speaker) == [0, 1])
        for word in words { #expect(word.speakerMargin > 0.95 && !word.isOverlapped) }
        #expect(words.map(\.text) == ["w", "w"])
        #expect(words.map(\.range) == [TimeRange(start: 1, end: 2), TimeRange(start: 6, end: 7)])
    }

    @Test func theMarginIsTheDifferenceOfTheirTime() throws {
        // 0.6 s of speaker 1 after 0.4 s of speaker 0 in a recording without overlap.
        let scene = Scene(durationSeconds: 6, speakers: 2, [(0, 0, 3), (1, 3, 6)])
        let word = try #require(WordAttribution(scene.diarization).attribute([Self.word(2.6, 3.6)]).first)
        #expect(word.speaker == 1)
        #expect(abs(word.speakerMargin - 0.2) < 0.04)
    }

    @Test func overlapNarrowsTheMargin() throws {
        let word = try #require(attribute([Self.word(4.2, 4.8)]).first)
        #expect(word.isOverlapped)
        #expect(word.speaker == 0)
        #expect(word.speakerMargin > 0 && word.speakerMargin < 0.9)
        let half = try #require(attribute([Self.word(3, 4.4)]).first)
        #expect(!half.isOverlapped, "less than half of it is overlapped")
    }

    @Test func whereNobodyIsHeardTheNearestTurnDecides() {
        let words = attribute([Self.word(8.5, 9), Self.word(11.9, 12)])
        #expect(words.map(\.speaker) == [1, 1])
        for word in words { #expect(word.speakerMargin == 0 && !word.isOverlapped) }
    }

    @Test func aWordWithoutLengthHasASpeaker() {
        #expect(attribute([Self.word(2, 2), Self.word(0, 0)]).map(\.speaker) == [0, 0])
    }

    @Test func withoutSpeakersNobodyIsNamed() {
        let silent = Scene(durationSeconds: 5, speakers: 0, [])
        let words = WordAttribution(silent.diarization).attribute([Self.word(1, 2), Self.word(2, 2)])
        for word in words { #expect(word.speaker == nil && word.speakerMargin == 0 && !word.isOverlapped) }
        #expect(WordAttribution(silent.diarization).attribute([]).isEmpty)
    }

    @Test func aSlipGoesBackToWhoSpeaksAroundIt() {
        // Speaker 1 talks over 0.26 s inside speaker 0's sentence; a word there barely goes to speaker 1.
        let scene = Scene(durationSeconds: 6, speakers: 2, [(1, 2.0, 2.26), (0, 0, 6)])
        let attribution = WordAttribution(scene.diarization)
        let words = attribution.attribute([Self.word(1.5, 2), Self.word(2, 2.26), Self.word(2.26, 3)])
        #expect(words.map(\.speaker) == [0, 0, 0])
        // The same word on its own is believed, and so is one with pauses around it.
        #expect(attribution.attribute([Self.word(2, 2.26)]).map(\.speaker) == [1])
    }

    @Test func aClearInterjectionIsKept() {
        let scene = Scene(durationSeconds: 6, speakers: 2, [(0, 0, 2), (1, 2, 2.4), (0, 2.4, 6)])
        let words = WordAttribution(scene.diarization)
            .attribute([Self.word(1.5, 2), Self.word(2, 2.4), Self.word(2.4, 3)])
        #expect(words.map(\.speaker) == [0, 1, 0])
    }

    @Test(arguments: 1...30)
    func anyWordKeepsTheRules(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let scene = Scene(seed: seed)
        var time = 0.0
        let words = (0..<60).map { _ -> Word in
            time += Double.random(in: 0...1.5, using: &generator)
            return Self.word(time, time + Double.random(in: 0...0.8, using: &generator))
        }
        let found = WordAttribution(scene.diarization).attribute(words)
        #expect(found.map(\.range) == words.map(\.range))
        for word in found {
            #expect((0...1).contains(word.speakerMargin))
            if scene.diarization.speech.isEmpty { continue }
            #expect(word.speaker.map(scene.diarization.speakers.indices.contains) == true)
        }
    }
}
