import TestSupport
import Testing

@testable import Transcript

@Suite struct TurnParagraphsTests {
    /// Sentences with the given number of words each, and a silence of the given length after each.
    private func turn(sentences: [Int], wordSeconds: Double, pause: Double = 0, mark: String = ".") -> Turn {
        var words: [Word] = []
        var time = 5.0
        for count in sentences {
            for index in 0..<count {
                let text = index == count - 1 ? "end\(mark)" : "word"
                words.append(
                    Word(text: text, range: TimeRange(start: time, end: time + wordSeconds), confidence: 0.5))
                time += wordSeconds
            }
            time += pause
        }
        return Turn(speaker: 0, range: TimeRange(start: 5, end: time - pause), words: words)
    }

    @Test func aTurnOfUsualLengthIsOneParagraph() {
        for turn in [
            turn(sentences: [10, 10], wordSeconds: 0.4), turn(sentences: [132], wordSeconds: 0.45),
            turn(sentences: [3], wordSeconds: 20), turn(sentences: [1], wordSeconds: 500),
        ] {
            #expect(turn.paragraphs.map(\.range) == [turn.range])
            #expect(turn.paragraphs.map(\.text) == [turn.text])
            #expect(turn.paragraphs[0].confidence == turn.confidence)
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func aLongTurnIsCutAtSentences(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let sentences = (0..<60).map { _ in Int.random(in: 3...25, using: &generator) }
        let turn = turn(sentences: sentences, wordSeconds: 0.35, pause: 0.2)
        let paragraphs = turn.paragraphs
        #expect(paragraphs.flatMap { Array($0.words) } == turn.words)
        #expect(paragraphs.count > 3)
        for paragraph in paragraphs {
            #expect(paragraph.words.last?.endsSentence == true)
            #expect((25...63).contains(paragraph.range.duration) && (60...138).contains(paragraph.words.count))
            #expect(paragraph.range.start == paragraph.words.first?.range.start)
            #expect(paragraph.range.end == paragraph.words.last?.range.end)
        }
    }

    @Test func aPauseIsPreferred() {
        var turn = turn(sentences: Array(repeating: 10, count: 20), wordSeconds: 0.5)
        // After the ninth sentence somebody is silent for a second.
        for index in 90..<200 {
            let range = turn.words[index].range
            turn.words[index].range = TimeRange(start: range.start + 1, end: range.end + 1)
        }
        turn.range = TimeRange(start: turn.range.start, end: turn.range.end + 1)
        #expect(turn.paragraphs.map(\.words.count) == [90, 110])
    }

    @Test func withoutSentencesClausesAndPausesCount() {
        let clauses = turn(sentences: Array(repeating: 30, count: 10), wordSeconds: 0.4, mark: ",")
        #expect(clauses.paragraphs.allSatisfy { $0.words.last?.text == "end," })
        let endless = turn(sentences: [1000], wordSeconds: 0.3)
        #expect(endless.paragraphs.allSatisfy { (70...138).contains($0.words.count) })
        let slow = turn(sentences: [5], wordSeconds: 100)
        #expect(slow.paragraphs.map(\.words.count) == [1, 1, 1, 1, 1])
    }

    /// A limit of words alone, as of a transcript whose times are too short: the cut is the cheapest of all.
    @Test(arguments: 0..<20 as Range<UInt64>) func noOtherCutIsCheaper(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let marks = [".", ",", "?”", "", "", "", ""]
        let words = (0..<150).map { index in
            Word(
                text: "a" + marks[Int.random(in: 0..<marks.count, using: &generator)],
                range: TimeRange(start: Double(index) / 10, end: Double(index) / 10 + 0.1), confidence: 1)
        }
        let turn = Turn(speaker: 0, range: TimeRange(start: 0, end: 15.1), words: words)
        func cost(_ cut: Int) -> Double {
            let text = words[cut - 1].text
            let endsSentence = text.hasSuffix(".") || text.hasSuffix("?”")
            let cutCost: Double = endsSentence ? 0.15 : text.hasSuffix(",") ? 1 : 2
            let excess: [Double] = [cut, 150 - cut].map { Double($0) / 110 - 1 }
            return cutCost + excess[0] * excess[0] + excess[1] * excess[1]
        }
        let paragraphs = turn.paragraphs
        let cheapest = (13...137).map(cost).min() ?? .infinity
        #expect(paragraphs.count == 2 && cost(paragraphs[0].words.count) <= cheapest + 1e-9)
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func anyTurnKeepsItsWords(seed: UInt64) {
        for var turn in TranscriptFixtures.random(seed: seed).turns {
            turn.range = TimeRange(start: 0, end: 100)
            #expect(turn.paragraphs.flatMap { Array($0.words) } == turn.words)
        }
        #expect(Turn(speaker: nil, range: TimeRange(start: 0, end: 99), words: []).paragraphs.map(\.text) == [""])
    }

    @Test(arguments: [
        ("end.", true), ("end?!", true), ("(end.)", true), ("“end.”", true), ("“end”.", true), ("了。」", true),
        ("है।", true), ("...", true), ("", false), ("end", false), ("“end”", false), ("\"", false), ("end,", false),
        (".net", false), ("end.x", false), ("end.\u{301}", false), ("!\u{FE0F}", false), ("end;", false),
    ])
    func marksEndSentencesAlsoWithinQuotes(text: String, expected: Bool) {
        #expect(Word(text: text, range: TimeRange(start: 0, end: 1), confidence: 1).endsSentence == expected)
    }
}
