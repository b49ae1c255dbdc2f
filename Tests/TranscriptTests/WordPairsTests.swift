import TestSupport
import Testing
import Transcript

@Suite struct WordPairsTests {
    private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    @Test(
        arguments: [
            ("", "", []), ("a", "", [nil]), ("a b c", "a b c", [0, 1, 2]), ("a b c", "a x c", [0, nil, 2]),
            ("a b c", "b c", [nil, 0, 1]), ("b c", "a b c", [1, 2]), ("A, b.", "a b", [0, 1]),
            ("x the y", "The the", [nil, 1, nil]), ("- a", "– a", [nil, 1]), ("it's", "its", [0]),
        ] as [(String, String, [Int?])])
    func wordsHavePartners(first: String, second: String, partners: [Int?]) {
        #expect(WordPairs(words(first), words(second)).partners == partners)
    }

    @Test func pairsRiseAndAreAsManyAsPossible() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<300 {
            func text() -> [String] {
                (0..<Int.random(in: 0...9, using: &generator)).map { _ in
                    ["a", "b", "c", "A"].randomElement(using: &generator) ?? "a"
                }
            }
            let (first, second) = (text(), text())
            let partners = WordPairs(first, second).partners
            let pairs = partners.enumerated().compactMap { index, partner in partner.map { (index, $0) } }
            #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.1 < $1.1 })
            #expect(pairs.allSatisfy { first[$0.0].lowercased() == second[$0.1].lowercased() })
            #expect(pairs.count == longest(first[...], second[...]))
        }
    }

    @Test func placesAreFound() {
        let pairs = WordPairs(words("a b c d"), words("x a b d y"))
        #expect(pairs.partners == [1, 2, nil, 3])
        #expect(pairs.place(of: 0..<2) == 1..<3)
        #expect(pairs.place(of: 1..<3) == nil)
        #expect(pairs.place(of: 1..<1) == 2..<2)
        #expect(pairs.place(of: 2..<2) == nil)
        #expect(pairs.place(of: 0..<0) == 1..<1)
        #expect(pairs.place(of: 4..<4) == 4..<4)
        #expect(WordPairs(["a", "b"], ["a", "x", "b"]).place(of: 0..<2) == nil)
    }

    /// The plain recursion.
    private func longest(_ first: ArraySlice<String>, _ second: ArraySlice<String>) -> Int {
        guard let left = first.first, let right = second.first else { return 0 }
        if left.lowercased() == right.lowercased() { return 1 + longest(first.dropFirst(), second.dropFirst()) }
        return max(longest(first.dropFirst(), second), longest(first, second.dropFirst()))
    }
}
