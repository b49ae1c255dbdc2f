/// How recordings are cut for a look at their channels.
struct ChannelGrid: Hashable {
    /// Frames per second.
    let sampleRate: Int
    /// Frames of which the mean is taken first, so that about 8000 values a second are left: speech is told by less.
    let decimation: Int
    /// Means in a cell, 42 ms: the smallest span whose loudness is measured.
    let cellMeans: Int

    /// Cells of a piece, a quarter of a second: channels are turned round by pieces.
    static let pieceCells = 6
    /// Pieces of a block of four seconds: long enough for a pause between words, by which speech is told from noise.
    static let blockPieces = 16

    init(sampleRate: Int) {
        self.sampleRate = sampleRate
        decimation = max(1, Int((Double(sampleRate) / 8000).rounded()))
        cellMeans = max(1, sampleRate / decimation / 24)
    }

    var cellFrames: Int { cellMeans * decimation }
    var pieceFrames: Int { cellFrames * Self.pieceCells }
    var blockFrames: Int { pieceFrames * Self.blockPieces }
}

/// Some seconds of several channels, and what is measured of them.
struct ChannelBlock {
    /// A part of a block.
    struct Piece {
        let frames: Range<Int>
        /// Differences of means that lie in it.
        let means: Range<Int>
    }

    /// `frames x channelCount`
    var samples: [Float]
    let channelCount: Int
    let grid: ChannelGrid
    /// Means of a few frames each, for each channel.
    let means: [[Float]]
    /// Power of each cell of each channel without its constant part.
    let power: [[Float]]
    /// Power of the differences from mean to mean: that of speech counts, mains hum and rumble do not.
    let speechPower: [[Float]]

    var frameCount: Int { samples.count / channelCount }

    init(_ samples: ArraySlice<Float>, channelCount: Int, grid: ChannelGrid) {
        let samples = Array(samples)
        let count = samples.count / channelCount / grid.decimation
        let means = (0..<channelCount).map { channel in
            samples.withUnsafeBufferPointer { samples in
                [Float](unsafeUninitializedCapacity: count) { means, filled in
                    let scale = 1 / Float(grid.decimation)
                    var source = channel
                    for index in 0..<count {
                        var sum: Float = 0
                        for _ in 0..<grid.decimation {
                            sum += samples[source]
                            source += channelCount
                        }
                        means[index] = sum * scale
                    }
                    filled = count
                }
            }
        }
        let cells = stride(from: 0, to: count, by: grid.cellMeans).map { $0..<min($0 + grid.cellMeans, count) }
        self.samples = samples
        self.channelCount = channelCount
        self.grid = grid
        self.means = means
        power = means.map { means in
            cells.map { cell in
                let (sum, squares) = means[cell].reduce((Float(0), Float(0))) { ($0.0 + $1, $0.1 + $1 * $1) }
                let mean = sum / Float(cell.count)
                return max(0, squares / Float(cell.count) - mean * mean)
            }
        }
        speechPower = means.map { means in
            cells.map { cell in
                var sum: Float = 0
                for index in cell.dropFirst() {
                    let difference = means[index] - means[index - 1]
                    sum += difference * difference
                }
                return sum / Float(cell.count)
            }
        }
    }

    /// The parts of the block; the last one may be longer by half or shorter.
    var pieces: [Piece] {
        let count = max(1, Int((Double(frameCount) / Double(grid.pieceFrames)).rounded()))
        return (0..<count).map { index in
            let start = index * grid.pieceFrames
            let end = index == count - 1 ? frameCount : start + grid.pieceFrames
            let last = means.first?.count ?? 0
            return Piece(
                frames: start..<end,
                means: min(start / grid.decimation, last)..<min(end / grid.decimation, last))
        }
    }

    /// Sum of the products of two channels' differences from mean to mean within a piece.
    func product(_ one: Int, _ other: Int, _ piece: Piece) -> Float {
        means[one].withUnsafeBufferPointer { one in
            means[other].withUnsafeBufferPointer { other in
                var sum: Float = 0
                for index in piece.means.dropFirst() {
                    sum += (one[index] - one[index - 1]) * (other[index] - other[index - 1])
                }
                return sum
            }
        }
    }
}
