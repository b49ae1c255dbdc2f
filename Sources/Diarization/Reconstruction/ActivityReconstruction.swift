/// Lays the windows over one another again, now that it is known whose voice each stretch is.
enum ActivityReconstruction {
    /// Weight of a stretch's own voice against what the windows over it say; the stretch decides, the windows make it
    /// more or less sure.
    private static let pieceWeight: Float = 0.6

    /// Activity of the clusters over the whole recording.
    ///
    /// In a stretch of a single voice its label decides. Where several talk, each window knows its local speakers from
    /// the stretches that they have for themselves, and votes for them.
    static func activity(
        _ segmentation: LocalSegmentation, pieces: [Range<Int>], labels: [Int], clusterCount: Int
    ) -> SpeakerActivity {
        let members = localSpeakers(segmentation, pieces: pieces, labels: labels, clusterCount: clusterCount)
        let voted = votes(segmentation, clusters: members, clusterCount: clusterCount)
        var shares = voted.shares
        for (piece, label) in zip(pieces, labels) {
            for frame in piece where frame < voted.frameCount {
                for cluster in 0..<clusterCount {
                    let own: Float = cluster == label ? pieceWeight : 0
                    let at = frame * clusterCount + cluster
                    shares[at] = own + (1 - pieceWeight) * shares[at]
                }
            }
        }
        return SpeakerActivity(speakerCount: clusterCount, shares: shares, counts: voted.counts)
    }

    /// The cluster of each local speaker of each window, three a window: the one that it shares most time alone with; in
    /// one window no two the same. Nil for a local speaker that is never heard alone.
    static func localSpeakers(
        _ segmentation: LocalSegmentation, pieces: [Range<Int>], labels: [Int], clusterCount: Int
    ) -> [Int?] {
        let end = pieces.last?.upperBound ?? 0
        var owner = [Int](repeating: -1, count: end)
        for (piece, label) in zip(pieces, labels) {
            for frame in piece { owner[frame] = label }
        }
        return (0..<segmentation.windowCount).flatMap { window -> [Int?] in
            let first = VoiceSpans.firstFrame(window: window, hopSamples: segmentation.hopSamples)
            var shared = [[Double]](
                repeating: [Double](repeating: 0, count: clusterCount), count: Powerset.speakerCount)
            for (offset, mask) in segmentation.window(window).enumerated() where mask.nonzeroBitCount == 1 {
                let frame = first + offset
                if frame < end, owner[frame] >= 0 { shared[mask.trailingZeroBitCount][owner[frame]] += 1 }
            }
            let matched = BipartiteMatching.assign(shared)
            return matched.enumerated().map { speaker, cluster in
                cluster.flatMap { shared[speaker][$0] > 0 ? $0 : nil }
            }
        }
    }

    /// The number of speakers of a frame is the mean over the windows that cover it, rounded half to even; a cluster's
    /// share is that of the windows that hear it.
    static func votes(
        _ segmentation: LocalSegmentation, clusters: [Int?], clusterCount: Int
    ) -> SpeakerActivity {
        let windows = segmentation.windowCount
        guard windows > 0 else { return SpeakerActivity(speakerCount: clusterCount, shares: [], counts: []) }
        let frames =
            VoiceSpans.firstFrame(window: windows - 1, hopSamples: segmentation.hopSamples)
            + LocalSegmentation.frameCount
        var strength = [Float](repeating: 0, count: frames * clusterCount)
        var talking = [Int32](repeating: 0, count: frames)
        var covering = [Int32](repeating: 0, count: frames)
        for window in 0..<windows {
            let first = VoiceSpans.firstFrame(window: window, hopSamples: segmentation.hopSamples)
            let members = Array(clusters[window * Powerset.speakerCount..<(window + 1) * Powerset.speakerCount])
            for (offset, mask) in segmentation.window(window).enumerated() {
                let at = first + offset
                covering[at] += 1
                talking[at] += Int32(mask.nonzeroBitCount)
                for speaker in 0..<Powerset.speakerCount where mask & (1 << speaker) != 0 {
                    if let cluster = members[speaker] { strength[at * clusterCount + cluster] += 1 }
                }
            }
        }
        var counts = [UInt8](repeating: 0, count: frames)
        for at in 0..<frames where covering[at] > 0 {
            let mean = (Float(talking[at]) / Float(covering[at])).rounded(.toNearestOrEven)
            counts[at] = UInt8(min(Int(mean), clusterCount))
            for cluster in 0..<clusterCount { strength[at * clusterCount + cluster] /= Float(covering[at]) }
        }
        return SpeakerActivity(speakerCount: clusterCount, shares: strength, counts: counts)
    }
}
