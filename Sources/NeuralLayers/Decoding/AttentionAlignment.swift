/// Dynamic time warping of decoding steps to encoder frames, after Whisper's word timestamps.
enum AttentionAlignment {
    /// The frames of each step on the cheapest monotone path from the first step and frame to the last ones.
    ///
    /// A path moves by a step and a frame at once, by a step, or by a frame; equal costs prefer that order.
    /// - Parameter similarity: steps x frames, larger where they belong together.
    static func frameSpans(_ similarity: UnsafePointer<Float>, steps: Int, frames: Int) -> [FrameSpan] {
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
        var spans = [FrameSpan](repeating: FrameSpan(lowerBound: frames, upperBound: 0), count: steps)
        var (step, frame) = (steps - 1, frames - 1)
        while true {
            spans[step].lowerBound = min(spans[step].lowerBound, frame)
            spans[step].upperBound = max(spans[step].upperBound, frame + 1)
            if step == 0 && frame == 0 { break }
            // At an edge there is one way on, whatever was written there: NaN compares as no move at all.
            let move = step == 0 ? 2 : frame == 0 ? 1 : moves[step * frames + frame]
            if move != 2 { step -= 1 }
            if move != 1 { frame -= 1 }
        }
        return spans
    }

    /// First frame and the one after the last.
    struct FrameSpan: Equatable {
        var lowerBound: Int
        var upperBound: Int
    }
}
