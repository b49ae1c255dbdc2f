internal import func Foundation.cos
internal import func Foundation.pow
internal import func Foundation.sin

/// Rotary position embedding on interleaved pairs (Su and others, 2021): the first `rotated` values of each head turn by
/// `position · base^(-2i / rotated)`, the rest pass through.
public struct RotaryEmbedding: Sendable {
    private let rotated: Int
    /// cos and sin, `rotated / 2` of each, for every position.
    private let table: [Float]
    private let positions: Int

    /// Prepares angles for positions below `positions`; `rotated` is even.
    public init(rotated: Int, positions: Int, base: Double = 10_000) {
        self.rotated = rotated
        self.positions = positions
        let half = rotated / 2
        var table = [Float](repeating: 0, count: positions * rotated)
        for position in 0..<positions {
            for i in 0..<half {
                // The original keeps frequencies and angles in single precision.
                let angle = Float(position) * Float(pow(base, -Double(i) / Double(half)))
                table[position * rotated + i] = Float(cos(Double(angle)))
                table[position * rotated + half + i] = Float(sin(Double(angle)))
            }
        }
        self.table = table
    }

    /// Turns `heads` neighbouring heads of `size` values each, in place.
    public func rotate(_ row: UnsafeMutablePointer<Float>, position: Int, heads: Int, size: Int) {
        precondition(position < positions, "rotary table ends before this position")
        let half = rotated / 2
        table.withUnsafeBufferPointer { table in
            let base = position * rotated
            for head in 0..<heads {
                let x = row + head * size
                for i in 0..<half {
                    let (c, s) = (table[base + i], table[base + half + i])
                    let (a, b) = (x[2 * i], x[2 * i + 1])
                    x[2 * i] = a * c - b * s
                    x[2 * i + 1] = b * c + a * s
                }
            }
        }
    }
}
