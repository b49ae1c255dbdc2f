import Testing
import Transcript

@Suite struct WordPatchTests {
    private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    private func patched(_ original: String, _ corrected: String, _ other: String) -> String? {
        let patch = WordPatch(original: words(original), corrected: words(corrected))
        var result = words(other)
        guard let changes = patch.changes(in: result) else { return nil }
        for change in changes.reversed() { result.replaceSubrange(change.run, with: change.texts) }
        return result.joined(separator: " ")
    }

    @Test(
        arguments: [
            // The same words again.
            ("we ship cooper netties", "we ship Kubernetes", "we ship cooper netties", "we ship Kubernetes"),
            // Other words elsewhere, other case and punctuation.
            ("we ship cooper netties now", "we ship Kubernetes now", "So Cooper, netties it is", "So Kubernetes it is"),
            // The new words are right already.
            ("we ship cooper netties", "we ship Kubernetes", "we ship Kubernetes", "we ship Kubernetes"),
            ("we ship cooper netties", "we ship Kubernetes", "we ship kubernetes now", "we ship kubernetes now"),
            // Other words at the place.
            ("we ship cooper netties today", "we ship Kubernetes today", "we ship cuban eighties today", nil),
            ("we ship cooper netties today", "we ship Kubernetes today", "", nil),
            // A word that comes.
            ("we ship today", "we can ship today", "and we ship today", "and we can ship today"),
            ("we ship today", "we can ship today", "we can ship today", "we can ship today"),
            ("we ship today", "we can ship today", "we never ship today", nil),
            ("we ship", "so we ship", "well we ship", "well so we ship"),
            ("we ship", "we ship it", "we ship now", "we ship it now"),
            // A word that goes.
            ("we um ship", "we ship", "we um ship", "we ship"), ("we um ship", "we ship", "we ship", "we ship"),
            // Case and punctuation alone.
            ("yes", "Yes.", "yes", "Yes."), ("yes", "Yes.", "Yes.", "Yes."),
            // Two changes, of which one has no place.
            ("a b c d", "A b c D", "a b c x", nil),
        ] as [(String, String, String, String?)])
    func aCorrectionIsMadeAgain(original: String, corrected: String, other: String, result: String?) {
        #expect(patched(original, corrected, other) == result)
    }
}
