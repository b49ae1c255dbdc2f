import unittest

from evaluation import figures


def words(rate=0.25, reference=400, insertions=3):
    return {"rate": rate, "reference_words": reference, "insertions": insertions}


def meetings():
    return {"pooled": {
        "der": {"rate": 0.123456}, "speakers": {"right": 5, "recordings": 8}, "wer": words(), "cp_wer": words(0.3),
        "reliability": {"expected_calibration_error": 0.04},
        "times": {"starts": {"count": 2, "mean_absolute_seconds": 0.05}, "ends": {"count": 0}},
    }}


class FiguresTests(unittest.TestCase):
    def test_meetings_have_all_that_their_scores_say(self):
        found = figures.of_scores(1, meetings(), meetings())
        # No end is known: no figure.
        self.assertEqual(found, {
            "failed": 1, "der": 0.12346, "speakers_right": 5, "cp_wer": 0.3, "wer": 0.25, "calibration_error": 0.04,
            "start_error": 0.05})

    def test_utterances_have_neither_speakers_nor_times(self):
        scores = {"pooled": {"wer": words(), "reliability": {}}}
        self.assertEqual(figures.of_scores(0, scores), {"failed": 0, "wer": 0.25})

    def test_where_nobody_speaks_words_are_invented(self):
        scores = {"pooled": {"wer": {"reference_words": 0, "insertions": 2}, "reliability": {}}}
        self.assertEqual(figures.of_scores(0, scores), {"failed": 0, "invented_words": 2})
        self.assertEqual(figures.tolerance("invented_words", scores), 0)

    def test_small_sets_may_fall_by_some_words(self):
        self.assertEqual(figures.tolerance("wer", {"pooled": {"wer": words(reference=4000)}}), 0.005)
        self.assertEqual(figures.tolerance("wer", {"pooled": {"wer": words(reference=100)}}), 0.04)
        self.assertEqual(figures.tolerance("der", meetings()), 0.005)
        self.assertEqual(figures.tolerance("speakers_right", meetings()), 1)

    def test_values_read_as_in_the_table(self):
        self.assertEqual(figures.FIGURES["wer"].text(0.16948), "16.95")
        self.assertEqual(figures.FIGURES["speakers_right"].text(6), "6")
        self.assertEqual(figures.FIGURES["der"].text(None), "-")


if __name__ == "__main__":
    unittest.main()
