import TestSupport
import Testing
import Transcript

@Suite struct WordRevisionTests {
    /// Words of one second each, with a second's pause after each.
    private let words = ["We", "ship", "cooper", "netties", "today."].enumerated().map { index, text in
        Word(
            text: text, range: TimeRange(start: 2 * Double(index), end: 2 * Double(index) + 1), confidence: 0.5,
            speaker: index % 2, speakerMargin: 0.25, isOverlapped: index == 2)
    }

    private func revised(_ text: String) -> [Word] {
        WordRevision.revised(
            words, texts: text.split(separator: " ").map(String.init), within: TimeRange(start: 0, end: 12))
    }

    @Test func wordsThatStayKeepEverything() {
        #expect(revised("We ship cooper netties today.") == words)
        let other = revised("we SHIP cooper, netties today")
        #expect(other.map(\.text) == ["we", "SHIP", "cooper,", "netties", "today"])
        #expect(other.map(\.range) == words.map(\.range))
        #expect(other.map(\.confidence) == words.map(\.confidence))
    }

    @Test func fewerWordsTakeTheTimeOfMore() {
        let result = revised("We ship Kubernetes today.")
        #expect(result.map(\.range.start) == [0, 2, 4, 8])
        #expect(
            result[2]
                == Word(
                    text: "Kubernetes", range: TimeRange(start: 4, end: 7), confidence: 1, speaker: 0,
                    speakerMargin: 0.25,
                    isOverlapped: true))
        #expect(result[3] == words[4])
    }

    @Test func oneForOneKeepsTheTimes() {
        let result = revised("We ship two things today.")
        #expect(result.map(\.range) == words.map(\.range))
        #expect(result.map(\.confidence) == [0.5, 0.5, 1, 1, 0.5])
        #expect(result.map(\.speaker) == words.map(\.speaker))
    }

    @Test func moreWordsShareTheTimeByLength() {
        let result = revised("We ship a b cde today.")
        #expect(result[2...4].map(\.range.start) == [4, 4.6, 5.2])
        #expect(result[4].range.end == 7)
    }

    @Test func newWordsFillThePause() {
        #expect(revised("We can ship cooper netties today.")[1].range == TimeRange(start: 1, end: 2))
        #expect(revised("Now We ship cooper netties today.")[0].range == TimeRange(start: 0, end: 0))
        #expect(revised("We ship cooper netties today. Yes")[5].range == TimeRange(start: 9, end: 12))
        #expect(revised("We can ship cooper netties today.")[1].speaker == 0)
    }

    @Test func anythingCanBecomeAnything() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<200 {
            let texts = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                (words.map(\.text) + ["new", "é"]).randomElement(using: &generator) ?? "new"
            }
            let result = WordRevision.revised(words, texts: texts, within: TimeRange(start: 0, end: 12))
            #expect(result.map(\.text) == texts)
            #expect(zip(result, result.dropFirst()).allSatisfy { $0.range.start <= $1.range.start })
            #expect(result.allSatisfy { (0...12).contains($0.range.start) && $0.range.end <= 12 })
        }
        #expect(WordRevision.revised([], texts: ["a"], within: TimeRange(start: 1, end: 2)).first?.range.end == 2)
        #expect(WordRevision.revised(words, texts: [], within: TimeRange(start: 0, end: 1)).isEmpty)
    }
}
