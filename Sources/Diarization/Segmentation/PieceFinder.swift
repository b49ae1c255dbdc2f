/// Finds stretches in which one voice speaks alone.
///
/// Windows are only asked what they are reliable about: how many talk at an instant, and whether the voice changes from
/// one frame to the next. Whose voice it is stays open, so that windows which take two alike voices for one do no harm.
struct VoiceSpans {
    private let segmentation: LocalSegmentation

    /// Share of the windows over a change of voice, summed over its neighbourhood, that must notice it. One window in
    /// five is enough: cutting one voice in two costs little, taking two voices for one costs a turn.
    private static let leastVotes: Float = 0.2
    /// Windows place the same change up to this many frames apart (0.12 s).
    private static let reach = 7
    /// Longest piece that gets an embedding of its own, in frames (2 s): enough for a stable voice, short enough that an
    /// unnoticed change spoils little.
    private static let longestPiece = 118
    /// A voice that goes on and on is cut here (30 s), so that memory stays bounded.
    private static let longestSpan = 1778

    init(_ segmentation: LocalSegmentation) { self.segmentation = segmentation }

    /// First frame of a window on the recording's grid.
    static func firstFrame(window: Int, hopSamples: Int) -> Int {
        let seconds = Double(window * hopSamples) / 16_000
        return Int((seconds / LocalSegmentation.frameStepSeconds).rounded(.toNearestOrEven))
    }

    /// Pieces of spans that begin at or after `start`.
    /// - Parameters:
    ///   - frames: the frames to look at; all windows over them have been segmented.
    ///   - isClosed: whether the recording ends with them. Otherwise a span that may go on is left for the next call.
    /// - Returns: pieces in order, and the frame from which to go on.
    func pieces(in frames: Range<Int>, isClosed: Bool) -> (pieces: [Range<Int>], next: Int) {
        // Votes before the start belong to the groups that reach across it.
        let origin = max(0, frames.lowerBound - 2 * Self.reach)
        let votes = votes(origin..<frames.upperBound)
        let alone = votes.counts.map { $0 == 1 }
        let cuts = cuts(votes.changes, alone)
        // Votes near the end are not complete before the next windows are in.
        let last = frames.upperBound - origin - (isClosed ? 0 : 2 * Self.reach)
        var pieces: [Range<Int>] = []
        var at = frames.lowerBound - origin
        while at < last {
            guard alone[at] else {
                at += 1
                continue
            }
            var end = at + 1
            while end < last, alone[end], !cuts[end], end - at < Self.longestSpan { end += 1 }
            if end == last && !isClosed { break }
            pieces += Self.divided(origin + at..<origin + end)
            at = end
        }
        return (pieces, origin + at)
    }

    /// Equal parts of at most two seconds.
    private static func divided(_ span: Range<Int>) -> [Range<Int>] {
        let parts = (span.count + longestPiece - 1) / longestPiece
        return (0..<parts).map {
            span.lowerBound + span.count * $0 / parts..<span.lowerBound + span.count * ($0 + 1) / parts
        }
    }

    /// How many talk in each frame, and the share of windows that hear another voice than in the frame before.
    private func votes(_ frames: Range<Int>) -> (counts: [Int], changes: [Float]) {
        var talking = [Float](repeating: 0, count: frames.count)
        var changes = talking
        var covering = talking
        let size = LocalSegmentation.frameCount
        for window in 0..<segmentation.windowCount {
            let first = Self.firstFrame(window: window, hopSamples: segmentation.hopSamples)
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

    /// Frames at which the voice changes: the middle of each group of votes.
    private func cuts(_ changes: [Float], _ alone: [Bool]) -> [Bool] {
        var cuts = [Bool](repeating: false, count: changes.count)
        var group: [Int] = []
        func close() {
            let weights = group.map { changes[$0] + 1e-6 }
            let sum = zip(group, weights).reduce(Float(0)) { $0 + Float($1.0 - group[0]) * $1.1 }
            cuts[group[0] + Int((sum / weights.reduce(0, +)).rounded(.toNearestOrEven))] = true
            group = []
        }
        var near: Float = 0
        for frame in changes.indices {
            if frame == 0 { near = changes.prefix(Self.reach).reduce(0, +) }
            if frame + Self.reach < changes.count { near += changes[frame + Self.reach] }
            if frame - Self.reach - 1 >= 0 { near -= changes[frame - Self.reach - 1] }
            guard alone[frame], near >= Self.leastVotes else { continue }
            if let last = group.last, frame - last > 2 { close() }
            group.append(frame)
        }
        if !group.isEmpty { close() }
        return cuts
    }
}
