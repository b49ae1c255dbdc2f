import TestSupport
import Transcript

@testable import ArchiveSearch

extension SearchHit {
    /// A hit of nobody's turn in `a.wav`.
    static func fixture(text: String, matches: [Range<Int>]) -> SearchHit {
        SearchHit(
            recordingID: 1, path: "/b/a.wav", recordedAt: "2024-05-06T07:08:09Z", durationSeconds: 10,
            turn: FoundTurn(number: 1, speaker: nil, range: TimeRange(start: 1, end: 2), text: text), matches: matches,
            matchedWords: [], time: 1, confidence: 0.5, score: 1, before: [], after: [])
    }
}
