import Testing

@testable import TranscriptImport

@Suite struct CharacterReferencesTests {
    @Test(arguments: [
        ("Salt &amp; pepper &lt;3", "Salt & pepper <3"), ("&amp;lt;", "&lt;"), ("&#39;&#x27;&#X1F600;", "''😀"),
        ("&eacute;&Ouml;&yuml;&nbsp;&hellip;", "éÖÿ\u{A0}…"), ("AT&T; &unknown; & &", "AT&T; &unknown; & &"),
        ("&#0;&#xD800;&#99999999999;", "\u{FFFD}\u{FFFD}&#99999999999;"), ("&", "&"), ("&amp", "&amp"),
    ])
    func referencesAreResolvedOnce(text: String, expected: String) {
        #expect(CharacterReferences.resolved(text[...]) == expected)
    }
}
