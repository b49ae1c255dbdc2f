internal import Diarization
internal import Transcript

/// Where a recording has speech, as the speech detector and the segmentation together see it.
struct SpeechTimeline: Sendable {
    /// Spans of speech, in order, with a pause between any two.
    let spans: [TimeRange]
    private let probabilities: [Float]
    /// Spans in which somebody is known to talk.
    private let voices: [TimeRange]

    private static let chunkSeconds = Double(VoiceActivityDetector.chunkSamples) / 16_000
    /// Speech begins where the detector's probability reaches this …
    static let onset: Float = 0.5
    /// … and lasts while it stays above this: the detector's own recommended hysteresis.
    private static let offset: Float = 0.35
    /// Shorter gaps are parts of words: the closure of a plosive lasts up to about 0.1 s.
    private static let shortestPauseSeconds = 0.1

    init(_ prepared: PreparedDiarization, _ diarization: SpeakerDiarization) {
        probabilities = prepared.speech
        voices = diarization.exclusiveSpeech.map(\.range)
        let heard =
            Self.detected(prepared.speech, end: prepared.durationSeconds) + diarization.speech.map(\.range)
        spans = Self.merged(heard, gap: Self.shortestPauseSeconds)
    }

    /// The speech of one channel.
    /// - Parameters:
    ///   - speech: probability of its own speech for every 512 samples.
    ///   - spans: where that is, in order.
    init(speech: [Float], spans: [TimeRange]) {
        probabilities = speech
        voices = spans
        self.spans = spans
    }

    /// Spans of speech by the detector alone, in order, with a pause between any two.
    /// - Parameter speech: its probability for every 512 samples.
    static func spans(_ speech: [Float], endSeconds: Double) -> [TimeRange] {
        merged(detected(speech, end: endSeconds), gap: shortestPauseSeconds)
    }

    /// Sorts spans and joins those that touch or lie less than `gap` seconds apart.
    static func merged(_ ranges: [TimeRange], gap: Double) -> [TimeRange] {
        ranges.filter { $0.duration > 0 }.union { $1 - $0 < gap }
    }

    private static func detected(_ probabilities: [Float], end: Double) -> [TimeRange] {
        var spans: [TimeRange] = []
        var began: Int?
        for (index, probability) in (probabilities + [0]).enumerated() {
            if let start = began, probability < offset {
                let range = TimeRange(start: Double(start) * chunkSeconds, end: min(end, Double(index) * chunkSeconds))
                spans.append(range)
                began = nil
            } else if began == nil, probability >= onset {
                began = index
            }
        }
        return spans
    }

    /// Whether the speech detector and the segmentation both find a voice somewhere in a span of time. Recognizers invent
    /// words for noise; what only one of the two takes for speech is mostly noise.
    func hasVoice(_ range: TimeRange) -> Bool {
        let (first, last) = indices(range)
        return first <= last && probabilities[first...last].contains { $0 >= Self.onset }
            && voices.contains { $0.overlap(with: range) > 0 }
    }

    /// The instant with the least speech in a span of time.
    func quietest(_ range: TimeRange) -> Double {
        let (first, last) = indices(range)
        guard first <= last, let index = (first...last).min(by: { probabilities[$0] < probabilities[$1] }) else {
            return range.middle
        }
        return min(range.end, max(range.start, (Double(index) + 0.5) * Self.chunkSeconds))
    }

    private func indices(_ range: TimeRange) -> (Int, Int) {
        (
            max(0, Int(range.start / Self.chunkSeconds)),
            min(probabilities.count - 1, Int(range.end / Self.chunkSeconds))
        )
    }
}
