/// Notices a decoder that repeats the same tokens without end.
public enum RepetitionGuard {
    /// Longest phrase that is looked for, in tokens.
    public static let longestPhrase = 16

    /// Number of tokens to keep of a text that ends in a loop, the phrase once; nil for a text that does not.
    ///
    /// People do say "no, no, no": a single token may come eight times and a phrase four times before it counts.
    public static func kept(_ tokens: [Int]) -> Int? {
        for length in 1...longestPhrase {
            let times = length == 1 ? 9 : 5
            guard tokens.count >= length * times else { break }
            let first = tokens.count - length * times
            let repeats = (first..<tokens.count - length).allSatisfy { tokens[$0] == tokens[$0 + length] }
            if repeats { return first + length }
        }
        return nil
    }
}
