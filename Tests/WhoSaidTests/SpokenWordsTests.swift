import Testing

@Suite struct SpokenWordsTests {
    @Test func punctuationAndCaseDoNotCount() {
        let words = SpokenWords.of("It’s 2:00 PM — well-known, “Yes!”")
        #expect(words == ["it's", "2", "00", "pm", "well", "known", "yes"])
    }

    @Test(
        arguments: [
            ("a b c", "a b c", 0), ("a b c d", "a x c", 0.5), ("a b", "", 1), ("a", "a b c", 2), ("", "a", 1),
            ("a b c d", "b c d a", 0.5),
        ] as [(String, String, Double)])
    func errorsAreCounted(reference: String, hypothesis: String, rate: Double) {
        #expect(SpokenWords.errorRate(SpokenWords.of(hypothesis), against: SpokenWords.of(reference)) == rate)
    }
}
