import ArchiveCore
import Transcript

extension StoredTurn {
    /// The same turn with other words. Words that stay keep their times, confidences and speakers.
    func revised(_ texts: [String]) -> StoredTurn {
        // Indices stand in for ids while the words are worked on.
        let ids = words.map(\.speakerID)
        let plain = words.enumerated().map { index, word in
            Word(
                text: word.text, range: word.range, confidence: word.confidence, speaker: index,
                speakerMargin: word.speakerMargin, isOverlapped: word.isOverlapped)
        }
        var turn = self
        turn.words = WordRevision.revised(plain, texts: texts, within: range).map { word in
            StoredWord(
                text: word.text, range: word.range, confidence: word.confidence,
                speakerID: word.speaker.flatMap { ids[$0] }, speakerMargin: word.speakerMargin,
                isOverlapped: word.isOverlapped)
        }
        return turn
    }

    /// The same turn with another speaker, who is certain because a user has decided it.
    func spoken(by speakerID: Int64?) -> StoredTurn {
        var turn = self
        turn.speakerID = speakerID
        for index in turn.words.indices {
            turn.words[index].speakerID = speakerID
            turn.words[index].speakerMargin = speakerID == nil ? 0 : 1
        }
        return turn
    }
}
