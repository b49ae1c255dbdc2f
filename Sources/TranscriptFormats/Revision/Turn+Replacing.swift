import Transcript

extension Turn {
    /// The turn with other words in place of some.
    /// - Parameter matches: From first to last, without overlap.
    func replacing(_ matches: [PhraseReplacements.Match]) -> Turn {
        guard !matches.isEmpty else { return self }
        var turn = self
        for match in matches.reversed() {
            // The words around are those of the turn as it was, which come before it in this order or stay the same.
            turn.words.replaceSubrange(
                match.run, with: WordRevision.replacement(turn.words, match.run, match.texts, within: range))
        }
        return turn
    }
}
