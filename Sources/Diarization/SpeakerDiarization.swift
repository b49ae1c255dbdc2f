public import Transcript

/// Who speaks when in a recording.
public struct SpeakerDiarization: Sendable {
    /// The voices, in order of first appearance.
    public let speakers: [Speaker]
    /// Activity of the speakers over time.
    public let activity: SpeakerActivity
    /// Spans in which each speaker talks; spans of different speakers may overlap.
    public let turns: [SpeakerTurn]
    /// The same with the strongest speaker alone at any instant.
    public let exclusiveTurns: [SpeakerTurn]

    /// Clusters and reconstructs: fast, no network is run.
    public init(_ prepared: PreparedDiarization, clustering: SpeakerClustering) {
        let result = clustering.cluster(prepared)
        // Speech in which never one voice is alone still is somebody's.
        let raw = ActivityReconstruction.activity(
            prepared.segmentation, pieces: prepared.pieces, labels: result.labels,
            clusterCount: max(1, result.centroids.count))
        // Frames of the last window's padding lie beyond the recording.
        let end = prepared.durationSeconds
        let inside = min(raw.frameCount, SpeakerActivity.frameCount(sampleCount: prepared.sampleCount))
        let trimmed = SpeakerActivity(
            speakerCount: raw.speakerCount, shares: Array(raw.shares.prefix(inside * raw.speakerCount)),
            counts: Array(raw.counts.prefix(inside)))

        var order: [Int] = []
        for turn in trimmed.turns(exclusive: false, endSeconds: end) where !order.contains(turn.speaker) {
            order.append(turn.speaker)
        }
        let speakers = order.enumerated().map { rank, cluster in
            // Speech without a single voice has no embedding.
            let embedding = cluster < result.centroids.count ? result.centroids[cluster].map { Float($0) } : []
            return Speaker(label: "S\(rank + 1)", embedding: embedding)
        }
        self.init(speakers: speakers, activity: trimmed.keeping(order), endSeconds: end)
    }

    /// Reads the turns off the activity of `speakers`; `endSeconds` is the length of the recording.
    init(speakers: [Speaker], activity: SpeakerActivity, endSeconds: Double) {
        self.speakers = speakers
        self.activity = activity
        turns = activity.turns(exclusive: false, endSeconds: endSeconds)
        exclusiveTurns = activity.turns(exclusive: true, endSeconds: endSeconds)
    }
}

extension SpeakerActivity {
    /// The same activity with the speakers in another order; those not named are left out.
    func keeping(_ order: [Int]) -> SpeakerActivity {
        var shares: [Float] = []
        shares.reserveCapacity(frameCount * order.count)
        for frame in 0..<frameCount { shares += order.map { self.shares[frame * speakerCount + $0] } }
        return SpeakerActivity(
            speakerCount: order.count, shares: shares, counts: counts.map { UInt8(min(Int($0), order.count)) })
    }
}
