public import Transcript

/// Who speaks when in a recording.
public struct SpeakerDiarization: Sendable {
    /// The speakers, in order of their first speech.
    public let speakers: [Speaker]
    /// Activity of the speakers over time.
    public let activity: SpeakerActivity
    /// Spans in which each speaker talks; spans of different speakers may overlap.
    public let speech: [SpeechSpan]
    /// The same with only the strongest speaker at each instant, so without overlap.
    public let exclusiveSpeech: [SpeechSpan]

    /// Clusters and reconstructs. This is fast; no network runs.
    public init(_ prepared: PreparedDiarization, clustering: SpeakerClustering) {
        let result = clustering.cluster(prepared)
        // Speech in which no voice is ever alone still belongs to somebody: there is at least one speaker.
        let raw = ActivityReconstruction.activity(
            prepared.segmentation, pieces: prepared.pieces, labels: result.labels,
            clusterCount: max(1, result.centroids.count))
        // Frames in the padding of the last window lie beyond the end of the recording.
        let end = prepared.durationSeconds
        let inside = min(raw.frameCount, SpeakerActivity.frameCount(sampleCount: prepared.sampleCount))
        let trimmed = SpeakerActivity(
            speakerCount: raw.speakerCount, shares: Array(raw.shares.prefix(inside * raw.speakerCount)),
            counts: Array(raw.counts.prefix(inside)))

        var order: [Int] = []
        for span in trimmed.spans(exclusive: false, endSeconds: end) where !order.contains(span.speaker) {
            order.append(span.speaker)
        }
        let speakers = order.enumerated().map { rank, cluster in
            // The speaker of speech in which no voice is alone has no embedding.
            let embedding = cluster < result.centroids.count ? result.centroids[cluster].map { Float($0) } : []
            return Speaker(label: "S\(rank + 1)", embedding: embedding)
        }
        self.init(speakers: speakers, activity: trimmed.keeping(order), endSeconds: end)
    }

    /// Derives the spans from the activity of `speakers`; `endSeconds` is the length of the recording.
    init(speakers: [Speaker], activity: SpeakerActivity, endSeconds: Double) {
        self.speakers = speakers
        self.activity = activity
        speech = activity.spans(exclusive: false, endSeconds: endSeconds)
        exclusiveSpeech = activity.spans(exclusive: true, endSeconds: endSeconds)
    }
}

extension SpeakerActivity {
    /// The same activity with the speakers in another order; those that `order` does not name are left out.
    func keeping(_ order: [Int]) -> SpeakerActivity {
        var shares: [Float] = []
        shares.reserveCapacity(frameCount * order.count)
        for frame in 0..<frameCount { shares += order.map { self.shares[frame * speakerCount + $0] } }
        return SpeakerActivity(
            speakerCount: order.count, shares: shares, counts: counts.map { UInt8(min(Int($0), order.count)) })
    }
}
