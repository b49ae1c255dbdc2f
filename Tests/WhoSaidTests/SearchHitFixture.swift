import TestSupport
import Transcript

@testable import TranscriptStore

extension SearchHit {
    /// A hit of nobody's turn in `a.wav`.
    static func fixture(snippet: [SnippetPiece]) -> SearchHit {
        SearchHit(
            recordingID: 1, path: "/b/a.wav", durationSeconds: 10, turn: 0, speaker: nil,
            range: TimeRange(start: 1, end: 2), text: "", snippet: snippet, score: 1)
    }
}
