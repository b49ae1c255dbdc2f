/// Lays the windows over one another again, now that it is known who is who.
enum ActivityReconstruction {
    /// Activity of the clusters over the whole recording.
    ///
    /// The number of speakers of a frame is the mean over the windows that cover it, rounded half to even; a cluster's
    /// strength is the number of windows that hear it, counted only in windows that have the cluster at all.
    static func activity(
        _ segmentation: LocalSegmentation, clusters: [Int?], clusterCount: Int
    ) -> SpeakerActivity {
        let windows = segmentation.windowCount
        guard windows > 0 else { return SpeakerActivity(speakerCount: clusterCount, shares: [], counts: []) }
        let step = LocalSegmentation.frameStepSeconds
        func frame(_ seconds: Double) -> Int { Int((seconds / step).rounded(.toNearestOrEven)) }
        let length = Double(LocalSegmentation.windowSamples) / 16_000
        let frames = frame(length + Double(windows - 1) * segmentation.hopSeconds) + 1
        var strength = [Float](repeating: 0, count: frames * clusterCount)
        var talking = [Int32](repeating: 0, count: frames)
        var covering = [Int32](repeating: 0, count: frames)
        for window in 0..<windows {
            let first = frame(Double(window) * segmentation.hopSeconds)
            let members = Array(clusters[window * Powerset.speakerCount..<(window + 1) * Powerset.speakerCount])
            for (offset, mask) in segmentation.window(window).enumerated() where first + offset < frames {
                let at = first + offset
                covering[at] += 1
                talking[at] += Int32(mask.nonzeroBitCount)
                var heard: Set<Int> = []
                for speaker in 0..<Powerset.speakerCount where mask & (1 << speaker) != 0 {
                    if let cluster = members[speaker], heard.insert(cluster).inserted {
                        strength[at * clusterCount + cluster] += 1
                    }
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
