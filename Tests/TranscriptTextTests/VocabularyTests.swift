import TestSupport
import Testing
import Transcript

@testable import TranscriptText

@Suite struct VocabularyTests {
    private let vocabulary: Vocabulary

    init() throws {
        vocabulary = try Vocabulary(
            """
            \u{FEFF}# names
            cooper netties => Kubernetes
            cooper\tCouper

            jean look => Jean-Luc Picard
            it's => it is
            """)
    }

    private func corrected(_ text: String) -> String {
        let transcript = TranscriptFixtures.meeting(turns: [TranscriptFixtures.turn(0, start: 0, wordSeconds: 1, text)])
        return vocabulary.applied(to: transcript).turns[0].text
    }

    @Test(arguments: [
        ("We use cooper netties.", "We use Kubernetes."), ("Cooper Netties!", "Kubernetes!"),
        ("a COOPER b", "a Couper b"),
        ("cooper, netties", "Couper, netties"), ("(cooper netties)", "(Kubernetes)"), ("cooper's", "Couper's"),
        ("cooper netties’s plan", "Kubernetes’s plan"), ("coopers", "coopers"), ("minicooper", "minicooper"),
        ("jean look's", "Jean-Luc Picard's"), ("It's it", "it is it"), ("cooper cooper netties", "Couper Kubernetes"),
        ("netties cooper", "netties Couper"), ("... cooper", "... Couper"), ("nothing here", "nothing here"),
    ])
    func wholeWordsAreReplaced(text: String, expected: String) { #expect(corrected(text) == expected) }

    /// By the word as it stands and by its stem two entries of one length fit: the first in the file counts.
    @Test(arguments: [
        ("bob's => Robert's\nbob => Rob", "Robert's Rob"), ("bob => Rob\nbob's => Robert's", "Rob's Rob"),
        ("bob => Rob\nbob => Bobby", "Rob's Rob"), ("bob => Rob\nbob's bob => both", "both"),
    ])
    func ofEquallyLongEntriesTheFirstCounts(entries: String, expected: String) throws {
        let transcript = TranscriptFixtures.meeting(turns: [
            TranscriptFixtures.turn(0, start: 0, wordSeconds: 1, "bob's bob")
        ])
        for _ in 0..<20 { #expect(try Vocabulary(entries).applied(to: transcript).turns[0].text == expected) }
    }

    @Test func wordsKeepTheirTimes() {
        let words = vocabulary.applied(
            to: TranscriptFixtures.meeting(turns: [
                TranscriptFixtures.turn(0, start: 0, wordSeconds: 1, "use cooper netties, jean look now")
            ])
        ).turns[0].words
        #expect(words.map(\.text) == ["use", "Kubernetes,", "Jean-Luc", "Picard", "now"])
        #expect(words.map(\.range.start) == [0, 1, 3, 4, 5])
        #expect(words.map(\.range.end) == [1, 3, 4, 5, 6])
        #expect(words.map(\.confidence) == [0.875, 1, 1, 1, 0.875])
        #expect(words.allSatisfy { $0.speaker == 0 })
    }

    @Test func matchesMoveAlong() {
        let (text, matches) = vocabulary.applied(to: "a cooper netties b\n jean", matches: [2..<8, 17..<18, 20..<24])
        #expect(text == "a Kubernetes b\n jean")
        #expect(matches == [2..<12, 13..<14, 16..<20])
        #expect(vocabulary.applied(to: "", matches: []).text == "")
    }

    @Test func rightSpellingsFindWrongOnes() {
        #expect(
            vocabulary.otherSpellings == [
                "Kubernetes": ["cooper netties"], "Couper": ["cooper"], "Jean-Luc Picard": ["jean look"],
                "it is": ["it's"],
            ])
    }

    @Test(arguments: [
        ("a", 1), ("a => b\n\nc", 3), ("a => b => c", 1), ("a\tb\tc", 1), ("=> b", 1), ("a =>", 1), ("- => b", 1),
        ("# x\r\n => ", 2),
    ])
    func aBadLineIsNamed(text: String, line: Int) {
        #expect {
            try Vocabulary(text)
        } throws: { ($0 as? Vocabulary.Problem)?.line == line }
    }

    @Test(arguments: 0..<10) func anyTranscriptCanBeCorrected(seed: UInt64) {
        let transcript = TranscriptFixtures.random(seed: seed)
        let result = vocabulary.applied(to: transcript)
        #expect(result.turns.count == transcript.turns.count)
        #expect(result.turns.allSatisfy { !$0.words.isEmpty })
    }
}
