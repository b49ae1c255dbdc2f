import math
import random
import unittest

from evaluation import calibration


def made(count, parameters, seed=1):
    """Words that are right as often as the parameters say."""
    generator = random.Random(seed)
    found = []
    for index in range(count):
        odds = generator.uniform(-3, 5), generator.uniform(-2, 4)
        example = calibration.Example("a", f"s{index % 10}", 0.5, odds, True)
        right = generator.random() < calibration.confidence(parameters, example)
        found.append(calibration.Example("a", f"s{index % 10}", 1 / (1 + math.exp(-odds[0])), odds, right))
    return found


class CalibrationTests(unittest.TestCase):
    def test_words_follow_the_hypothesis_and_know_their_neighbours(self):
        alignment = [
            {"kind": "=", "confidence": 0.5}, {"kind": "D"}, {"kind": "S", "confidence": 0.8},
            {"kind": "I", "confidence": 1.0},
        ]
        found = calibration.examples("a", "s", alignment)
        top = math.log(0.999 / 0.001)
        self.assertEqual([e.is_right for e in found], [True, False, False])
        expected = [(0, (math.log(4) + top) / 2), (math.log(4), top / 2), (top, math.log(4) / 2)]
        for example, odds in zip(found, expected):
            for one, other in zip(example.odds, odds):
                self.assertAlmostEqual(one, other)
        self.assertEqual(calibration.examples("a", "s", alignment[:2])[0].odds, (0, 0))

    def test_the_fit_finds_what_the_words_were_made_with(self):
        for one, other in zip(calibration.fit(made(20000, (0.7, 0.5, -1.2))), (0.7, 0.5, -1.2)):
            self.assertAlmostEqual(one, other, delta=0.08)

    def test_sets_count_alike(self):
        few = [calibration.Example("b", "s", 0.5, e.odds, e.is_right) for e in made(3000, (1, 0.1, 2), seed=2)]
        many = made(9000, (1, 0.1, -2))
        self.assertAlmostEqual(calibration.fit(few + many)[2], calibration.fit(few * 3 + many)[2], places=6)

    def test_calibrated_words_have_a_small_error(self):
        found = made(20000, (0.7, 0.5, -1.2))
        pairs = [(word, (0.7, 0.5, -1.2)) for word in found]
        bins, raw = calibration.reliability(pairs, lambda pair: pair[0].probability)
        self.assertEqual(sum(one[0] for one in bins if one), 20000)
        _, error = calibration.reliability(pairs, lambda pair: calibration.confidence(pair[1], pair[0]))
        self.assertLess(error, 0.01)
        self.assertGreater(raw, 0.05)

    def test_halves_share_no_speaker(self):
        one, other = calibration.halves(made(100, (1, 0, 0)))
        self.assertEqual({e.speaker for e in one}, {"s0", "s2", "s4", "s6", "s8"})
        self.assertEqual({e.speaker for e in other}, {"s1", "s3", "s5", "s7", "s9"})

    def test_small_systems_are_solved(self):
        self.assertEqual(calibration.solve([[0.0, 2.0], [1.0, 1.0]], [4.0, 5.0]), [3.0, 2.0])


if __name__ == "__main__":
    unittest.main()
