internal import Transcript

/// Tells each channel's own speech from crosstalk: what its microphone picks up from the others.
///
/// How strongly one channel leaks into another is measured: when that one's voice is the louder of the two, the other
/// mostly holds nothing but the leak. A sound that is nearer to the leak than to equal loudness, in decibels, while the
/// other one talks, is not the channel's own.
struct ChannelSpeech: Sendable {
    /// Spans of each channel's own speech, in order, with a pause between any two.
    let spans: [[TimeRange]]
    /// Probability of own speech for each step of each channel.
    let speech: [[Float]]
    /// Loudness of each step of each channel, in dBFS.
    private let levels: [[Float]]
    /// Loudness of channel i in the sound of channel j, in decibels below it: `leaks[i][j]`.
    private let leaks: [[Float]]
    /// Steps that hold only another channel's speech.
    private let isCrosstalk: [[Bool]]
    /// Steps that lie in `spans`.
    private let isOwn: [[Bool]]

    /// Used in place of a measured leak where there is too little speech to measure it.
    private static let usualLeak: Float = -20
    /// Min steps to measure a leak: about a second.
    private static let minLeakSteps = 31
    /// A voice sounds on in other channels for a while, and what it leaks may come late: steps back and ahead in which the
    /// other channel's loudness counts.
    private static let reach = (back: 8, ahead: 4)
    /// Steps on either side in which the channel's own loudness counts, so that a voice is not lost between its vowels.
    private static let ownReach = 2
    /// Probability from which on another channel's sound is a voice that can leak: the end of the detector's hysteresis.
    private static let minSpeech: Float = 0.35
    /// Shorter spans are not words, in seconds.
    private static let shortestSeconds = 0.1
    /// The detector reports a voice a little after it begins: speech begins this much earlier, in seconds.
    private static let onsetSeconds = 0.05
    /// Shorter pauses do not end a span, in seconds.
    private static let shortestPauseSeconds = 0.2

    init(_ heard: PreparedChannels) {
        let channels = heard.channels
        let levels = channels.map { $0.power.map { Decibels.of($0 + 1e-12) } }
        let near = levels.map { Self.loudest($0, back: Self.ownReach, ahead: Self.ownReach) }
        let around = levels.map { Self.loudest($0, back: Self.reach.back, ahead: Self.reach.ahead) }
        let talks = channels.map { Self.loudest($0.speech, back: Self.reach.back, ahead: Self.reach.ahead) }
        // A copy of another channel has no speaker and does not leak.
        let real = channels.indices.filter { channels[$0].sameAs == nil }
        var leaks = channels.map { _ in [Float](repeating: -.infinity, count: channels.count) }
        var isCrosstalk = levels.map { [Bool](repeating: false, count: $0.count) }
        for own in real {
            for other in real where other != own {
                let alone = levels[other].indices.filter {
                    channels[other].speech[$0] >= SpeechTimeline.onset && levels[other][$0] > levels[own][$0]
                }
                let ratios = alone.map { near[own][$0] - around[other][$0] }.sorted()
                let leak = ratios.count < Self.minLeakSteps ? Self.usualLeak : min(0, ratios[ratios.count / 2])
                leaks[own][other] = leak
                for step in levels[own].indices
                where talks[other][step] >= Self.minSpeech && near[own][step] < around[other][step] + leak / 2 {
                    isCrosstalk[own][step] = true
                }
            }
        }
        let speech = channels.indices.map { channel in
            zip(channels[channel].speech, isCrosstalk[channel]).map { probability, isCrosstalk in
                isCrosstalk || channels[channel].sameAs != nil ? 0 : probability
            }
        }
        spans = speech.map { speech in
            let words = SpeechTimeline.spans(speech, endSeconds: heard.durationSeconds)
                .filter { $0.duration >= Self.shortestSeconds }
            let whole = words.map { TimeRange(start: max(0, $0.start - Self.onsetSeconds), end: $0.end) }
            return SpeechTimeline.merged(whole, gap: Self.shortestPauseSeconds)
        }
        isOwn = spans.map { spans in
            var steps = [Bool](repeating: false, count: heard.stepCount)
            for span in spans { for step in Self.steps(span, count: steps.count) { steps[step] = true } }
            return steps
        }
        (self.speech, self.levels, self.leaks, self.isCrosstalk) = (speech, levels, leaks, isCrosstalk)
    }

    /// Whether a word that was recognized in a channel can belong to it: not if only other channels have speech there.
    func isOwn(_ word: Word, of channel: Int) -> Bool {
        let steps = Self.steps(word.range, count: isOwn[channel].count)
        return steps.contains { isOwn[channel][$0] } || steps.count { isCrosstalk[channel][$0] } * 2 <= steps.count
    }

    /// Gives a word of a channel to its speaker. The margin is how much of the word's sound is the channel's own and not
    /// what others leak into it; it is overlapped where others talk for more than half of it.
    func attribute(_ word: Word, to speaker: Int, of channel: Int) -> Word {
        var word = word
        let steps = Self.steps(word.range, count: isOwn[channel].count)
        var (leaked, overlapped) = (0.0, 0)
        for step in steps {
            let others = isOwn.indices.filter { $0 != channel && isOwn[$0][step] }
            let loudest = others.map { levels[$0][step] + leaks[channel][$0] }.max() ?? -.infinity
            leaked += min(1, Double(Decibels.power(loudest - levels[channel][step])))
            overlapped += others.isEmpty ? 0 : 1
        }
        word.speaker = speaker
        word.speakerMargin = 1 - leaked / Double(max(1, steps.count))
        word.isOverlapped = overlapped * 2 > steps.count
        return word
    }

    /// Steps in which a channel has speech of its own and no other channel has, in order.
    func stepsAlone(_ channel: Int) -> [Int] {
        isOwn[channel].indices.filter { step in
            isOwn[channel][step] && !isOwn.indices.contains { $0 != channel && isOwn[$0][step] }
        }
    }

    /// Mean square of a channel around an instant.
    func power(_ channel: Int, at seconds: Double) -> Float {
        let step = min(levels[channel].count - 1, max(0, Int(seconds / PreparedChannels.stepSeconds)))
        return step < 0 ? 0 : Decibels.power(levels[channel][step])
    }

    private static func steps(_ range: TimeRange, count: Int) -> Range<Int> {
        let first = min(count, Int(range.start / PreparedChannels.stepSeconds))
        return first..<max(first, min(count, Int((range.end / PreparedChannels.stepSeconds).rounded(.up))))
    }

    /// The largest of the values around each one.
    private static func loudest(_ values: [Float], back: Int, ahead: Int) -> [Float] {
        values.indices.map { index in
            values[max(0, index - back)...min(values.count - 1, index + ahead)].max() ?? values[index]
        }
    }
}
