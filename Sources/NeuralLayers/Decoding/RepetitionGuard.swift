/// Notices a decoder that says the same thing over and over.
enum RepetitionGuard {
    /// Longest phrase that is looked for, in tokens.
    static let longestPhrase = 16

    /// Number of tokens worth keeping when the text ends in a loop, nil when it does not.
    ///
    /// People do say "no, no, no": a single token may come eight times and a phrase four times before it counts.
    static func kept(_ tokens: [Int]) -> Int? {
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
