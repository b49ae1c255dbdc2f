public import Transcript

internal import func Foundation.exp
internal import func Foundation.log

/// Turns a recognizer's own probabilities of words into shares: nine in ten words with confidence 0.9 are right.
///
/// A recognizer is too sure of single words where it understands little: with a strange accent, in noise, far from the
/// microphone. There it is unsure of most words. A word is therefore judged by its own probability p and by those of its
/// neighbours, all as log-odds, logit(p) = ln(p / (1 - p)):
///
///     logit(confidence) = slope · logit(p) + neighbourSlope · mean of logit(neighbours) + offset
///
/// Both slopes are positive, so that the surer of two words with the same neighbours stays the surer one.
public struct ConfidenceCalibration: Hashable, Sendable {
    /// Weight of the word's own log-odds.
    public var slope: Double
    /// Weight of the mean log-odds of the words beside it.
    public var neighbourSlope: Double
    /// Log-odds of a word whose own probability and whose neighbours' are one half.
    public var offset: Double

    /// Words on either side that count as neighbours: about a second and a half of speech. Eight or sixteen gave no better
    /// fit.
    public static let reach = 4
    /// Probabilities are clamped to this range before their log-odds are taken: those of 0 and 1 are infinite, and
    /// differences above 0.999 mean nothing in single precision.
    private static let clampRange = 0.01...0.999

    /// Makes a calibration; see the properties.
    public init(slope: Double, neighbourSlope: Double, offset: Double) {
        precondition(slope > 0 && neighbourSlope >= 0, "a calibration must not reverse the order of words")
        self.slope = slope
        self.neighbourSlope = neighbourSlope
        self.offset = offset
    }

    /// The same words with calibrated confidence.
    /// - Parameter words: in order of time, with the recognizer's own probabilities as confidence.
    public func calibrated(_ words: [Word]) -> [Word] {
        zip(words, confidences(words.map(\.confidence))).map { word, confidence in
            var word = word
            word.confidence = confidence
            return word
        }
    }

    /// Confidences for the probabilities of consecutive words. A word without neighbours uses its own log-odds in their
    /// place.
    func confidences(_ probabilities: [Double]) -> [Double] {
        let odds = probabilities.map { probability in
            let clamped = min(Self.clampRange.upperBound, max(Self.clampRange.lowerBound, probability))
            return log(clamped / (1 - clamped))
        }
        return odds.indices.map { index in
            let near = max(0, index - Self.reach)...min(odds.count - 1, index + Self.reach)
            let others = odds[near].reduce(0, +) - odds[index]
            let neighbours = near.count == 1 ? odds[index] : others / Double(near.count - 1)
            return 1 / (1 + exp(-(slope * odds[index] + neighbourSlope * neighbours + offset)))
        }
    }
}
