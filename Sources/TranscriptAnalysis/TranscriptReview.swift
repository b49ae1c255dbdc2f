public import Transcript

/// Finds the spans of a transcript that a person should check first.
///
/// The score of a span is about how many mistakes a listener would mend there:
/// - a word counts 1 - P(word) · P(speaker). P(word) is its confidence. P(speaker) is 1 - ½(1 - margin)²: a coin's toss
///   where the margin is 0, certainty where it is 1; 1 where the recording has one voice only, and 0 where the
///   speaker is unknown;
/// - a word at which several people talk counts ½ more: of two voices one is transcribed;
/// - a dropped span counts 1 for each second, 5 at most: people say two or three words in a second, but most such spans
///   hold none, and whoever listens to one soon knows.
///
/// Words that count less than ``minDoubt`` are not reason enough to listen. Those that count as much are joined to
/// spans: what is said within two seconds by the same person in the same turn is heard in one go.
public enum TranscriptReview {
    /// Words whose score is lower begin and end no span. With this value, a third of the words of simulated meetings lie in
    /// spans, and three quarters of the wrong ones.
    public static let minDoubt = 0.3
    /// Doubtful words of a turn that are less than this apart, in seconds, make one span.
    public static let joinSeconds = 2.0
    /// A span of words is no longer than this, unless it is one word: what is longer cannot be kept in mind.
    public static let longestSeconds = 15.0

    private static let overlapMistakes = 0.5
    private static let droppedMistakesPerSecond = 1.0
    private static let maxDroppedMistakes = 5.0
    /// Below this probability of its speaker a word is listed as of doubtful speaker.
    private static let sureSpeaker = 0.9

    /// All spans, the worst first; of equal ones the earlier first.
    public static func spans(_ transcript: MeetingTranscript) -> [ReviewSpan] {
        let hasOneVoice = transcript.speakers.count == 1
        let spoken = transcript.turns.flatMap { spans($0, hasOneVoice: hasOneVoice) }
        return (spoken + dropped(transcript.ledger)).sorted {
            ($1.score, $0.range.start, $0.range.end) < ($0.score, $1.range.start, $1.range.end)
        }
    }

    private static func spans(_ turn: Turn, hasOneVoice: Bool) -> [ReviewSpan] {
        let doubts = turn.words.map { Doubt($0, hasOneVoice: hasOneVoice) }
        var groups: [ClosedRange<Int>] = []
        for index in doubts.indices where doubts[index].mistakes >= minDoubt {
            if let last = groups.last,
                turn.words[index].range.start - turn.words[last.upperBound].range.end < joinSeconds,
                turn.words[index].range.end - turn.words[last.lowerBound].range.start <= longestSeconds
            {
                groups[groups.count - 1] = last.lowerBound...index
            } else {
                groups.append(index...index)
            }
        }
        return groups.map { group in
            let words = Array(turn.words[group])
            let reasons = Set(doubts[group].filter { $0.mistakes >= minDoubt }.flatMap(\.reasons))
            return ReviewSpan(
                range: extent(words), speaker: turn.speaker, words: words,
                reasons: ReviewReason.allCases.filter(reasons.contains),
                score: doubts[group].reduce(0) { $0 + $1.mistakes })
        }
    }

    private static func extent(_ words: [Word]) -> TimeRange {
        let start = words.map(\.range.start).min() ?? 0
        return TimeRange(start: start, end: words.map(\.range.end).max() ?? start)
    }

    private static func dropped(_ ledger: SecondsLedger) -> [ReviewSpan] {
        ledger.entries.filter { $0.kind == .dropped }.map { entry in
            ReviewSpan(
                range: entry.range, speaker: nil, words: [], reasons: [.dropped], dropReason: entry.reason,
                score: min(maxDroppedMistakes, droppedMistakesPerSecond * entry.range.duration))
        }
    }

    /// What is doubtful about a word.
    private struct Doubt {
        /// Mistakes that are expected in it.
        let mistakes: Double
        /// What is doubtful about it; never empty where `mistakes` reach `minDoubt`.
        let reasons: [ReviewReason]

        init(_ word: Word, hasOneVoice: Bool) {
            let miss = 1 - word.speakerMargin
            let rightSpeaker = word.speaker == nil ? 0 : hasOneVoice ? 1 : 1 - 0.5 * miss * miss
            mistakes = 1 - word.confidence * rightSpeaker + (word.isOverlapped ? overlapMistakes : 0)
            var reasons: [ReviewReason] = []
            if 1 - word.confidence >= minDoubt / 2 { reasons.append(.lowConfidence) }
            if word.speaker == nil {
                reasons.append(.unknownSpeaker)
            } else if rightSpeaker < sureSpeaker {
                reasons.append(.doubtfulSpeaker)
            }
            if word.isOverlapped { reasons.append(.overlap) }
            self.reasons = reasons
        }
    }
}
