"""From a recognizer's probabilities of words to how often such words are right: the fit of `ConfidenceCalibration`.

The mapping, the reach and the believable probabilities are those of Sources/Recognition/ConfidenceCalibration.swift.
"""

import dataclasses
import math

REACH = 4
BELIEVABLE = 0.01, 0.999
BINS = 10


@dataclasses.dataclass(frozen=True)
class Example:
    """A word of a hypothesis.

    probability  as the recognizer says.
    odds         its log-odds and the mean log-odds of its neighbours.
    """

    set: str
    speaker: str
    probability: float
    odds: tuple
    is_right: bool


def examples(name, speaker, alignment):
    """The words of one recording.

    - alignment: entries of `whosaid score --alignment --json`, which follow the hypothesis.
    """
    words = [entry for entry in alignment if "confidence" in entry]
    odds = [log_odds(word["confidence"]) for word in words]
    result = []
    for index, word in enumerate(words):
        near = odds[max(0, index - REACH) : index + REACH + 1]
        others = (sum(near) - odds[index]) / (len(near) - 1) if len(near) > 1 else odds[index]
        result.append(Example(name, speaker, word["confidence"], (odds[index], others), word["kind"] == "="))
    return result


def log_odds(probability):
    """The logarithm of p / (1 - p), within what is believable."""
    p = min(BELIEVABLE[1], max(BELIEVABLE[0], probability))
    return math.log(p / (1 - p))


def confidence(parameters, example):
    """The calibrated confidence of a word; parameters are slope, neighbour slope and offset."""
    slope, neighbours, offset = parameters
    return 1 / (1 + math.exp(-(slope * example.odds[0] + neighbours * example.odds[1] + offset)))


def fit(found):
    """The parameters with the greatest likelihood (logistic regression by Newton's method). Each set counts alike,
    however many words it has."""
    counts = {}
    for example in found:
        counts[example.set] = counts.get(example.set, 0) + 1
    parameters = [1.0, 0.0, 0.0]
    for _ in range(100):
        gradient, curvature = [0.0] * 3, [[0.0] * 3 for _ in range(3)]
        for example in found:
            x = (*example.odds, 1.0)
            q = confidence(parameters, example)
            weight = 1 / counts[example.set]
            for i in range(3):
                gradient[i] += weight * (q - example.is_right) * x[i]
                for j in range(3):
                    curvature[i][j] += weight * q * (1 - q) * x[i] * x[j]
        step = solve(curvature, gradient)
        parameters = [p - s for p, s in zip(parameters, step)]
        if max(map(abs, step)) < 1e-9:
            break
    return tuple(parameters)


def solve(matrix, values):
    """The solution of a small system of linear equations, by elimination with pivots."""
    rows = [[*row, value] for row, value in zip(matrix, values)]
    size = len(rows)
    for i in range(size):
        pivot = max(range(i, size), key=lambda row: abs(rows[row][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for row in range(size):
            if row != i:
                factor = rows[row][i] / rows[i][i]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[i])]
    return [row[size] / row[i] for i, row in enumerate(rows)]


def reliability(pairs, confidence_of):
    """How often words of each confidence are right.

    - pairs: (Example, parameters) of each word.
    - confidence_of: the confidence of a pair.
    - Returns: bins of (words, mean confidence, share right), None for an empty one; the expected calibration error.
    """
    bins = [[0, 0.0, 0] for _ in range(BINS)]
    for pair in pairs:
        value = confidence_of(pair)
        one = bins[min(BINS - 1, int(BINS * value))]
        one[0] += 1
        one[1] += value
        one[2] += pair[0].is_right
    error = sum(abs(total - right) for _, total, right in bins) / len(pairs)
    return [(n, total / n, right / n) if n else None for n, total, right in bins], error


def halves(found):
    """The words in two halves by speaker: within each set every second speaker, in order of name."""
    speakers = {}
    for example in found:
        speakers.setdefault(example.set, set()).add(example.speaker)
    second = {(name, speaker) for name, those in speakers.items() for speaker in sorted(those)[1::2]}
    chosen = [(example.set, example.speaker) in second for example in found]
    return [[e for e, is_second in zip(found, chosen) if is_second == half] for half in (False, True)]
