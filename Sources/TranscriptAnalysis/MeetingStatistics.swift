public import Transcript

/// How much one speaker says.
public struct SpeakerStatistics: Hashable, Sendable {
    /// Name, or nil for the turns of unknown speakers.
    public var label: String?
    /// Seconds in which the speaker is heard, also while others talk.
    public var talkSeconds: Double
    /// Seconds of them in which somebody else is heard too.
    public var overlapSeconds: Double
    /// Number of turns.
    public var turnCount: Int
    /// Number of words.
    public var wordCount: Int
    /// Length of the longest turn in seconds; 0 without turns.
    public var longestTurnSeconds: Double
    /// How often the speaker takes the word from another; see `MeetingSums.interruptionCount`.
    public var interruptionCount: Int
    /// How often another takes the word from the speaker.
    public var interruptedCount: Int

    /// Words in a minute of talk, or nil where there is less than a millisecond of it.
    public var wordsPerMinute: Double? { talkSeconds >= 1e-3 ? Double(wordCount) / talkSeconds * 60 : nil }

    /// One person in two meetings.
    public static func + (left: SpeakerStatistics, right: SpeakerStatistics) -> SpeakerStatistics {
        var sum = left
        sum.talkSeconds += right.talkSeconds
        sum.overlapSeconds += right.overlapSeconds
        sum.turnCount += right.turnCount
        sum.wordCount += right.wordCount
        sum.longestTurnSeconds = max(left.longestTurnSeconds, right.longestTurnSeconds)
        sum.interruptionCount += right.interruptionCount
        sum.interruptedCount += right.interruptedCount
        return sum
    }
}

/// How a meeting, or several, is shared between talk and silence.
public struct MeetingSums: Hashable, Sendable {
    /// Length in seconds.
    public var durationSeconds = 0.0
    /// Seconds in which somebody is heard.
    public var speechSeconds = 0.0
    /// Seconds in which two or more are heard at once.
    public var overlapSeconds = 0.0
    /// Seconds in which nobody is heard.
    public var silenceSeconds = 0.0
    /// Number of turns.
    public var turnCount = 0
    /// Number of words.
    public var wordCount = 0
    /// How often somebody takes the word from another: begins while the other speaks, both are heard for at least a
    /// quarter of a second, and the other stops first. Pauses under half a second do not end what somebody says, and
    /// a short remark within what another says takes nothing away.
    public var interruptionCount = 0

    /// Makes sums of nothing.
    public init() {}

    /// The sums of both.
    public static func + (left: MeetingSums, right: MeetingSums) -> MeetingSums {
        var sum = left
        sum.durationSeconds += right.durationSeconds
        sum.speechSeconds += right.speechSeconds
        sum.overlapSeconds += right.overlapSeconds
        sum.silenceSeconds += right.silenceSeconds
        sum.turnCount += right.turnCount
        sum.wordCount += right.wordCount
        sum.interruptionCount += right.interruptionCount
        return sum
    }
}

/// How a meeting is shared between its speakers.
public struct MeetingStatistics: Hashable, Sendable {
    /// What holds for the whole meeting.
    public let sums: MeetingSums
    /// Everybody, in the order of `MeetingOutline.voices`.
    public let speakers: [SpeakerStatistics]

    private static let shortestOverlapSeconds = 0.25
    private static let bridgedPauseSeconds = 0.5

    /// Measures a meeting.
    public init(_ outline: MeetingOutline) {
        let voices = outline.voices
        let spans = voices.map { outline.spans(of: $0) }
        let shares = Self.shares(spans)
        let interruptions = Self.interruptions(voices.map { outline.spans(of: $0, bridging: Self.bridgedPauseSeconds) })
        var sums = MeetingSums()
        sums.durationSeconds = outline.durationSeconds
        sums.speechSeconds = shares.speech
        sums.overlapSeconds = shares.overlap
        sums.silenceSeconds = max(0, outline.durationSeconds - shares.speech)
        sums.turnCount = outline.turns.count
        sums.wordCount = outline.turns.reduce(0) { $0 + $1.wordCount }
        sums.interruptionCount = interruptions.count
        self.sums = sums
        speakers = voices.enumerated().map { index, voice in
            let turns = outline.turns.filter { $0.speaker == voice }
            return SpeakerStatistics(
                label: voice.map { outline.speakers[$0] },
                talkSeconds: spans[index].reduce(0) { $0 + $1.duration }, overlapSeconds: shares.overlaps[index],
                turnCount: turns.count, wordCount: turns.reduce(0) { $0 + $1.wordCount },
                longestTurnSeconds: turns.map(\.range.duration).max() ?? 0,
                interruptionCount: interruptions.filter { $0.by == index }.count,
                interruptedCount: interruptions.filter { $0.of == index }.count)
        }
    }

    /// Seconds of anybody, of several at once, and of each voice together with others.
    private static func shares(_ spans: [[TimeRange]]) -> (speech: Double, overlap: Double, overlaps: [Double]) {
        let bounds = spans.enumerated().flatMap { voice, spans in
            spans.filter { $0.duration > 0 }.flatMap { [($0.start, voice, true), ($0.end, voice, false)] }
        }.sorted { $0.0 < $1.0 }
        var heard = Set<Int>()
        var previous = 0.0
        var speech = 0.0
        var overlap = 0.0
        var overlaps = [Double](repeating: 0, count: spans.count)
        for (seconds, voice, begins) in bounds {
            let length = seconds - previous
            if !heard.isEmpty { speech += length }
            if heard.count > 1 {
                overlap += length
                for voice in heard { overlaps[voice] += length }
            }
            if begins { heard.insert(voice) } else { heard.remove(voice) }
            previous = seconds
        }
        return (speech, overlap, overlaps)
    }

    /// Who takes the word from whom: at most one for each span of `by`, also where it ends what several say.
    private static func interruptions(_ spans: [[TimeRange]]) -> [(by: Int, of: Int)] {
        let all = spans.enumerated().flatMap { voice, spans in spans.map { (voice: voice, range: $0) } }
            .sorted { $0.range.start < $1.range.start }
        var heard: [(voice: Int, range: TimeRange)] = []
        var result: [(by: Int, of: Int)] = []
        for span in all {
            heard.removeAll { $0.range.end <= span.range.start }
            let ended = heard.last { other in
                other.voice != span.voice && other.range.start < span.range.start
                    && other.range.end - span.range.start >= shortestOverlapSeconds
                    && other.range.end < span.range.end
            }
            if let ended { result.append((span.voice, ended.voice)) }
            heard.append(span)
        }
        return result
    }
}
