internal import CKernels

/// Where in the audio each decoding step is, read off the decoder's cross-attention, after Whisper's word timestamps
/// (Radford and others, 2022): the mean over some heads, then dynamic time warping of steps to frames.
public struct AttentionAlignment: Sendable {
    /// What is done to the weights of a head before they are averaged.
    public enum Smoothing: Hashable, Sendable {
        /// Nothing.
        case none
        /// Mean 0 and deviation 1 over the frames, then the median of seven neighbouring frames; for four frames and more.
        case standardizedMedian7
    }

    /// Whether a head is averaged: `layers x headsPerLayer`.
    private let selected: [Bool]
    private let headsPerLayer: Int
    private let smoothing: Smoothing
    /// 1 / number of heads that are averaged.
    private let share: Float

    /// Averages all heads of all layers.
    public init(layers: Int, headsPerLayer: Int, smoothing: Smoothing) {
        let all = (0..<layers).flatMap { layer in (0..<headsPerLayer).map { (layer, $0) } }
        self.init(heads: all, layers: layers, headsPerLayer: headsPerLayer, smoothing: smoothing)
    }

    /// Averages the given heads, at least one.
    public init(heads: [(layer: Int, head: Int)], layers: Int, headsPerLayer: Int, smoothing: Smoothing) {
        precondition(!heads.isEmpty, "an alignment needs a head")
        var selected = [Bool](repeating: false, count: layers * headsPerLayer)
        for (layer, head) in heads { selected[layer * headsPerLayer + head] = true }
        self.selected = selected
        self.headsPerLayer = headsPerLayer
        self.smoothing = smoothing
        share = 1 / Float(selected.count { $0 })
    }

    /// Floats of scratch memory that `add` needs.
    public static func scratchCount(frames: Int) -> Int { frames + 6 }

    /// Adds a head's share of a step to the mean; does nothing for a head that is not averaged.
    /// - Parameters:
    ///   - weights: the head's attention to each frame.
    ///   - row: the mean so far, `frames` floats that begin as zeros.
    ///   - scratch: at least `scratchCount(frames:)` floats.
    public func add(
        _ weights: UnsafePointer<Float>, frames: Int, layer: Int, head: Int, to row: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        guard selected[layer * headsPerLayer + head] else { return }
        switch smoothing {
        case .none: for frame in 0..<frames { row[frame] += share * weights[frame] }
        case .standardizedMedian7: ws_add_median7_zscore(weights, frames, share, scratch, row)
        }
    }

    /// The frames of each step on the cheapest monotone path from the first step and frame to the last ones.
    ///
    /// A path moves by a step and a frame at once, by a step, or by a frame; equal costs prefer that order.
    /// - Parameter similarity: steps x frames, larger where they belong together.
    /// - Returns: a range of frames for each step; neighbouring steps may share a frame.
    public static func frameSpans(_ similarity: UnsafePointer<Float>, steps: Int, frames: Int) -> [Range<Int>] {
        guard steps > 0, frames > 0 else { return [] }
        var above = [Float](repeating: .infinity, count: frames + 1)
        above[0] = 0
        var moves = [UInt8](repeating: 0, count: steps * frames)
        for step in 0..<steps {
            var row = [Float](repeating: .infinity, count: frames + 1)
            for frame in 0..<frames {
                var best = above[frame]
                var move: UInt8 = 0
                if above[frame + 1] < best { (best, move) = (above[frame + 1], 1) }
                if row[frame] < best { (best, move) = (row[frame], 2) }
                moves[step * frames + frame] = move
                row[frame + 1] = best - similarity[step * frames + frame]
            }
            above = row
        }
        var spans = [(first: Int, end: Int)](repeating: (frames, 0), count: steps)
        var (step, frame) = (steps - 1, frames - 1)
        while true {
            spans[step] = (min(spans[step].first, frame), max(spans[step].end, frame + 1))
            if step == 0 && frame == 0 { break }
            // At an edge only one move is possible, whatever was written there: comparisons with NaN choose none.
            let move = step == 0 ? 2 : frame == 0 ? 1 : moves[step * frames + frame]
            if move != 2 { step -= 1 }
            if move != 1 { frame -= 1 }
        }
        return spans.map { $0.first..<$0.end }
    }
}
