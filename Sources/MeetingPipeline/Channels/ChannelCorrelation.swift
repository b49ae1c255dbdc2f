/// Finds channels that carry the same sound: one microphone on both sides of a stereo file.
struct ChannelCorrelation {
    /// Correlation above which two channels carry the same sound; loudness and codecs may differ.
    private static let minCorrelation = 0.99

    /// Sums of products of the differences from sample to sample, for each pair of channels, `count x count`. Differences,
    /// because mains hum and an offset can be the same where the voices are not.
    private(set) var products: [Double]
    /// The last sample of each channel.
    private(set) var last: [Float]
    private var count: Int { last.count }

    /// - Parameter count: number of channels.
    init(count: Int) {
        self.init(
            products: [Double](repeating: 0, count: count * count), last: [Float](repeating: 0, count: count))
    }

    /// Goes on from the state of another one.
    init(products: [Double], last: [Float]) {
        (self.products, self.last) = (products, last)
    }

    /// Adds the next samples: lists of equal length, one for each channel.
    mutating func push(_ block: [[Float]]) {
        let differences = zip(block, last).map { samples, before in
            zip(samples, [before] + samples.dropLast()).map { $0 - $1 }
        }
        for one in 0..<count {
            for other in one..<count {
                let sum = zip(differences[one], differences[other]).reduce(Float(0)) { $0 + $1.0 * $1.1 }
                products[one * count + other] += Double(sum)
            }
        }
        last = zip(block, last).map { $0.last ?? $1 }
    }

    /// For each channel the first one before it that carries the same sound, also upside down; nil where none does.
    var earlier: [Int?] {
        (0..<count).map { channel in
            (0..<channel).first { other in
                let own = products[channel * count + channel] * products[other * count + other]
                return own > 0 && abs(products[other * count + channel]) >= Self.minCorrelation * own.squareRoot()
            }
        }
    }
}
