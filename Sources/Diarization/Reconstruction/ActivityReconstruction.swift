internal import Transcript

/// Joins the windows to the activity of the speakers over the whole recording, now that the cluster of each piece is
/// known.
enum ActivityReconstruction {
    private static let pieceWeight = DiarizationConfig.Reconstruction.pieceWeight

    /// Activity of the clusters over the whole recording.
    ///
    /// In a piece its label decides. Where several voices talk, the windows vote: each knows the clusters of its local
    /// speakers from the pieces in which they talk alone.
    /// - Parameters:
    ///   - pieces: ranges of frames, in order, without overlap.
    ///   - labels: cluster of each piece, 0 ..< `clusterCount`.
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

    /// The cluster of each local speaker of each window, three for each window.
    ///
    /// A local speaker gets the cluster whose pieces cover the largest part of the frames in which it talks alone. No
    /// two local speakers of a window get the same cluster: the sum of those frames over the window decides.
    /// - Returns: nil for a local speaker that talks alone in no frame of a piece, or for which no cluster is left.
    static func localSpeakers(
        _ segmentation: LocalSegmentation, pieces: [Range<Int>], labels: [Int], clusterCount: Int
    ) -> [Int?] {
        let end = pieces.last?.upperBound ?? 0
        var owner = [Int](repeating: -1, count: end)
        for (piece, label) in zip(pieces, labels) {
            for frame in piece { owner[frame] = label }
        }
        return (0..<segmentation.windowCount).flatMap { window -> [Int?] in
            let first = LocalSegmentation.firstFrame(window: window, hopSamples: segmentation.hopSamples)
            // Frames that each local speaker shares with each cluster: local speakers x clusters.
            var shared = [Int](repeating: 0, count: Powerset.speakerCount * clusterCount)
            for (offset, mask) in segmentation.window(window).enumerated() where mask.nonzeroBitCount == 1 {
                let frame = first + offset
                guard frame < end, owner[frame] >= 0 else { continue }
                shared[mask.trailingZeroBitCount * clusterCount + owner[frame]] += 1
            }
            return Assignment.maximumGain(
                shared, rows: Powerset.speakerCount, columns: clusterCount, ties: .greaterGain)
        }
    }

    /// The votes of the windows. The number of speakers in a frame is the mean over the windows that cover it, rounded
    /// half to even; the share of a cluster is the share of these windows in which it talks.
    /// - Parameter clusters: cluster of each local speaker of each window, three for each window.
    static func votes(
        _ segmentation: LocalSegmentation, clusters: [Int?], clusterCount: Int
    ) -> SpeakerActivity {
        let windows = segmentation.windowCount
        guard windows > 0 else { return SpeakerActivity(speakerCount: clusterCount, shares: [], counts: []) }
        let frames =
            LocalSegmentation.firstFrame(window: windows - 1, hopSamples: segmentation.hopSamples)
            + LocalSegmentation.frameCount
        var strength = [Float](repeating: 0, count: frames * clusterCount)
        var talking = [Int32](repeating: 0, count: frames)
        var covering = [Int32](repeating: 0, count: frames)
        for window in 0..<windows {
            let first = LocalSegmentation.firstFrame(window: window, hopSamples: segmentation.hopSamples)
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
