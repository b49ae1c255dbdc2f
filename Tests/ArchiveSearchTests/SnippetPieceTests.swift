import Testing

@testable import ArchiveSearch

@Suite struct SnippetPieceTests {
    @Test func aShortTextIsWhole() {
        #expect(
            SnippetPiece.pieces(of: "a budget.", matches: [2..<8]) == [
                SnippetPiece(text: "a ", isMatch: false), SnippetPiece(text: "budget", isMatch: true),
                SnippetPiece(text: ".", isMatch: false),
            ])
        #expect(SnippetPiece.pieces(of: "", matches: []).isEmpty)
        #expect(SnippetPiece.pieces(of: "a", matches: [0..<1]) == [SnippetPiece(text: "a", isMatch: true)])
    }

    @Test func aLongTextIsCutAroundTheMostOfWhatWasLookedFor() {
        let filler = Array(repeating: "filler", count: 60).joined(separator: " ")
        let text = "one \(filler) two One \(filler)"
        let pieces = SnippetPiece.pieces(of: text, matches: [0..<3, 424..<427, 428..<431])
        #expect(pieces.filter(\.isMatch).map(\.text) == ["two", "One"])
        #expect(pieces.first?.text.hasPrefix("…filler") == true)
        #expect(pieces.last?.text.hasSuffix("filler…") == true)
        let words = pieces.map(\.text).joined().split(separator: " ")
        #expect(words.count == 24)
        let whole = SnippetPiece.pieces(of: text, matches: [0..<3], wordCount: nil)
        #expect(whole.map(\.text).joined() == text)
    }

    @Test func theSameWordOnceMoreIsNoReasonToSkipTheFirst() {
        let filler = Array(repeating: "filler", count: 60).joined(separator: " ")
        let text = "\(filler) two \(filler) two Two \(filler)"
        let matches = [420..<423, 844..<847, 848..<851]
        let pieces = SnippetPiece.pieces(of: text, matches: matches)
        #expect(pieces.filter(\.isMatch).map(\.text) == ["two"])
        #expect(SnippetPiece.shownMatches(of: text, matches: matches) == [420..<423])
    }

    @Test func aTextWithoutSpacesIsCutToo() {
        let filler = String(repeating: "話", count: 200)
        let pieces = SnippetPiece.pieces(of: filler + "予算" + filler, matches: [200..<202])
        #expect(pieces.map(\.isMatch) == [false, true, false])
        #expect(pieces.map(\.text.count) == [1 + 12, 2, 34 + 1])
        #expect(pieces.first?.text.first == "…" && pieces.last?.text.last == "…")
        let mixed = SnippetPiece.pieces(of: filler + "AI" + filler, matches: [200..<202])
        #expect(mixed.map(\.text.count) == [1 + 12, 2, 34 + 1])
    }

    @Test func aMatchAtTheEndIsShown() {
        let filler = Array(repeating: "filler", count: 60).joined(separator: " ")
        let pieces = SnippetPiece.pieces(of: filler + " two", matches: [420..<423])
        #expect(pieces.last == SnippetPiece(text: "two", isMatch: true))
    }
}
