public import ArchiveSearch
public import TranscriptText

extension SearchHit {
    /// The hit and its context with the spellings of a vocabulary.
    public func spelt(_ vocabulary: Vocabulary) -> SearchHit {
        func spelt(_ turn: FoundTurn) -> FoundTurn {
            var turn = turn
            turn.text = vocabulary.applied(to: turn.text, matches: []).text
            return turn
        }
        var hit = self
        (hit.turn.text, hit.matches) = vocabulary.applied(to: turn.text, matches: matches)
        hit.before = before.map(spelt)
        hit.after = after.map(spelt)
        return hit
    }
}
