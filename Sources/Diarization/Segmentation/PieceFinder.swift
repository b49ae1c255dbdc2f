/// Finds the pieces of a recording in which one voice speaks alone.
///
/// The windows are asked only what they answer reliably: how many voices talk at an instant, and whether the voice
/// changes from one frame to the next. Whose voice it is stays open, so windows that take two similar voices for one do
/// no harm.
struct PieceFinder {
    private typealias Config = DiarizationConfig.Pieces
    private static let reach = Config.changeReachFrames

    private let segmentation: LocalSegmentation

    init(_ segmentation: LocalSegmentation) { self.segmentation = segmentation }

    /// Pieces of the single-voice runs that begin at or after `frames.lowerBound`.
    /// - Parameters:
    ///   - frames: frames of the recording; all windows that cover them have been segmented.
    ///   - isClosed: whether the recording ends with these frames. If not, a run that may continue is left for the next
    ///     call.
    /// - Returns: pieces in order, and the frame from which the next call continues.
    func pieces(in frames: Range<Int>, isClosed: Bool) -> (pieces: [Range<Int>], next: Int) {
        // Votes shortly before the first frame belong to the groups of votes that extend across it.
        let origin = max(0, frames.lowerBound - 2 * Self.reach)
        let votes = votes(origin..<frames.upperBound)
        let alone = votes.counts.map { $0 == 1 }
        let cuts = cuts(votes.changes, alone)
        // Votes near the end are incomplete until the next windows are known.
        let last = frames.upperBound - origin - (isClosed ? 0 : 2 * Self.reach)
        var pieces: [Range<Int>] = []
        var at = frames.lowerBound - origin
        while at < last {
            guard alone[at] else {
                at += 1
                continue
            }
            var end = at + 1
            while end < last, alone[end], !cuts[end], end - at < Config.maxRunFrames { end += 1 }
            if end == last && !isClosed { break }
            pieces += Self.divided(origin + at..<origin + end)
            at = end
        }
        return (pieces, origin + at)
    }

    /// Parts of equal length, each at most `maxPieceFrames` (2 s).
    private static func divided(_ run: Range<Int>) -> [Range<Int>] {
        let parts = (run.count + Config.maxPieceFrames - 1) / Config.maxPieceFrames
        return (0..<parts).map {
            run.lowerBound + run.count * $0 / parts..<run.lowerBound + run.count * ($0 + 1) / parts
        }
    }

    /// The number of voices in each frame, and the share of the windows (0 ... 1) in which another voice talks than in
    /// the frame before.
    private func votes(_ frames: Range<Int>) -> (counts: [Int], changes: [Float]) {
        var talking = [Float](repeating: 0, count: frames.count)
        var changes = talking
        var covering = talking
        let size = LocalSegmentation.frameCount
        for window in 0..<segmentation.windowCount {
            let first = LocalSegmentation.firstFrame(window: window, hopSamples: segmentation.hopSamples)
            guard first < frames.upperBound, first + size > frames.lowerBound else { continue }
            var before: UInt8 = 0
            for (offset, mask) in segmentation.window(window).enumerated() {
                let isAlone = mask.nonzeroBitCount == 1
                let at = first + offset - frames.lowerBound
                if at >= 0 && at < frames.count {
                    covering[at] += 1
                    talking[at] += Float(mask.nonzeroBitCount)
                    if isAlone && before != 0 && before != mask { changes[at] += 1 }
                }
                before = isAlone ? mask : 0
            }
        }
        let counts = zip(talking, covering).map { $1 > 0 ? Int(($0 / $1).rounded(.toNearestOrEven)) : 0 }
        return (counts, zip(changes, covering).map { $1 > 0 ? $0 / $1 : 0 })
    }

    /// Frames at which the voice changes: the weighted middle of each group of votes.
    private func cuts(_ changes: [Float], _ alone: [Bool]) -> [Bool] {
        var cuts = [Bool](repeating: false, count: changes.count)
        var group: [Int] = []
        func close() {
            let weights = group.map { changes[$0] + 1e-6 }
            let sum = zip(group, weights).reduce(Float(0)) { $0 + Float($1.0 - group[0]) * $1.1 }
            cuts[group[0] + Int((sum / weights.reduce(0, +)).rounded(.toNearestOrEven))] = true
            group = []
        }
        // Sum of the votes at most `reach` frames away.
        var near: Float = 0
        for frame in changes.indices {
            if frame == 0 { near = changes.prefix(Self.reach).reduce(0, +) }
            if frame + Self.reach < changes.count { near += changes[frame + Self.reach] }
            if frame - Self.reach - 1 >= 0 { near -= changes[frame - Self.reach - 1] }
            guard alone[frame], near >= Config.minChangeVotes else { continue }
            if let last = group.last, frame - last > Config.maxVoteGapFrames { close() }
            group.append(frame)
        }
        if !group.isEmpty { close() }
        return cuts
    }
}
