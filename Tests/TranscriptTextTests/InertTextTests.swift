import TestSupport
import Testing

@testable import TranscriptText

@Suite struct InertTextTests {
    @Test(arguments: [
        ("plain text", "plain text"), (" two\n\nlines\r\n", "two lines"), ("tab\tand\u{0}nul", "tab and nul"),
        ("\u{1B}[31mred", "[31mred"), ("\u{2028}", ""), ("a\u{A0}b", "a b"), ("\u{9B}x", "x"), ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"),
    ])
    func aLineHasNoControlCharacters(text: String, line: String) { #expect(InertText.line(text) == line) }

    @Test(arguments: [("two words", "two_words"), ("", "_"), (" ", "_"), (";;comment", "_;comment"), ("a;b", "a;b")])
    func aColumnHasNoSpaces(text: String, column: String) { #expect(InertText.column(text) == column) }

    @Test func aPartKeepsItsEnds() { #expect(InertText.part(" a\n\u{1B}b\r\n") == " a  b  ") }
}
