import Transcript

extension Turn {
    /// The turn with other words in place of some.
    /// - Parameter matches: From first to last, without overlap.
    func replacing(_ matches: [PhraseReplacements.Match]) -> Turn {
        guard !matches.isEmpty else { return self }
        var turn = self
        turn.words = []
        var position = 0
        for match in matches {
            turn.words += words[position..<match.run.lowerBound]
            turn.words += WordRevision.replacement(words, match.run, match.texts, within: range)
            position = match.run.upperBound
        }
        turn.words += words[position...]
        return turn
    }
}
