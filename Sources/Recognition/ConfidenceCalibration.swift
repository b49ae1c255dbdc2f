public import Transcript

internal import func Foundation.exp
internal import func Foundation.log

/// Turns a recogniser's own probabilities of words into shares: of the words with confidence 0.9, nine in ten are right.
///
/// A recogniser is too sure of itself where it understands little, with a strange accent, in noise, far from the
/// microphone; and there it is unsure of most words. So a word is judged by its own probability p and by those of its
/// neighbours, all as log-odds, logit(p) = ln(p / (1 - p)):
///
///     logit(confidence) = slope · logit(p) + neighbourSlope · mean of logit(neighbours) + offset
///
/// Both slopes are positive: of two words with the same neighbours, the one that is surer stays so.
public struct ConfidenceCalibration: Hashable, Sendable {
    /// Weight of the word's own log-odds.
    public var slope: Double
    /// Weight of the mean log-odds of the words beside it.
    public var neighbourSlope: Double
    /// Log-odds of a word where all is even.
    public var offset: Double

    /// Words on either side that count as neighbours: about a second and a half of speech. With eight or sixteen the fit
    /// is no better.
    public static let reach = 4
    /// Probabilities are brought within these before their log-odds are taken: 0 and 1 have none, and single precision
    /// cannot tell 0.999 from more with any meaning.
    private static let believable = 0.01...0.999

    /// Makes a calibration; see the properties.
    public init(slope: Double, neighbourSlope: Double, offset: Double) {
        precondition(slope > 0 && neighbourSlope >= 0, "a calibration must not turn the order of words round")
        self.slope = slope
        self.neighbourSlope = neighbourSlope
        self.offset = offset
    }

    /// The same words with calibrated confidence.
    /// - Parameter words: in order of time; their confidence is what the recogniser said.
    public func calibrated(_ words: [Word]) -> [Word] {
        zip(words, confidences(words.map(\.confidence))).map { word, confidence in
            var word = word
            word.confidence = confidence
            return word
        }
    }

    /// Confidences for the probabilities of words that follow one another. A word without neighbours is its own.
    func confidences(_ probabilities: [Double]) -> [Double] {
        let odds = probabilities.map { probability in
            let believed = min(Self.believable.upperBound, max(Self.believable.lowerBound, probability))
            return log(believed / (1 - believed))
        }
        return odds.indices.map { index in
            let near = max(0, index - Self.reach)...min(odds.count - 1, index + Self.reach)
            let others = odds[near].reduce(0, +) - odds[index]
            let neighbours = near.count == 1 ? odds[index] : others / Double(near.count - 1)
            return 1 / (1 + exp(-(slope * odds[index] + neighbourSlope * neighbours + offset)))
        }
    }
}
