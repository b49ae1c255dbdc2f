import Testing

@testable import TranscriptStore

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

    @Test func aLongTextIsCutAroundTheMostMatches() {
        let filler = Array(repeating: "filler", count: 60).joined(separator: " ")
        let text = "one \(filler) two two \(filler)"
        let pieces = SnippetPiece.pieces(of: text, matches: [0..<3, 424..<427, 428..<431])
        #expect(pieces.filter(\.isMatch).map(\.text) == ["two", "two"])
        #expect(pieces.first?.text.hasPrefix("…filler") == true)
        #expect(pieces.last?.text.hasSuffix("filler…") == true)
        let words = pieces.map(\.text).joined().split(separator: " ")
        #expect(words.count == 24)
        let whole = SnippetPiece.pieces(of: text, matches: [0..<3], wordCount: nil)
        #expect(whole.map(\.text).joined() == text)
    }

    @Test func aMatchAtTheEndIsShown() {
        let filler = Array(repeating: "filler", count: 60).joined(separator: " ")
        let pieces = SnippetPiece.pieces(of: filler + " two", matches: [420..<423])
        #expect(pieces.last == SnippetPiece(text: "two", isMatch: true))
    }
}
