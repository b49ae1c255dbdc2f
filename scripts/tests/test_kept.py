import json
import pathlib
import tempfile
import unittest

from evaluation import figures, kept
from evaluation.errors import EvaluationError


def table(**values):
    """A table of one set, each figure as value or as (value, tolerance)."""
    pairs = {name: value if isinstance(value, tuple) else (value, 0.005) for name, value in values.items()}
    return {"ami": {"files": 8, "figures": {n: {"value": v, "tolerance": t} for n, (v, t) in pairs.items()}}}


class CompareTests(unittest.TestCase):
    def verdicts(self, before, now):
        return [(f.figure, f.is_worse) for f in kept.compare(before, now)]

    def test_a_change_within_the_tolerance_is_none(self):
        self.assertEqual(self.verdicts(table(wer=0.2, der=0.1), table(wer=0.205, der=0.095)), [])

    def test_errors_may_not_rise_and_counts_may_not_fall(self):
        before = table(wer=0.2, der=0.1, speakers_right=(4, 1))
        self.assertEqual(self.verdicts(before, table(wer=0.20501, der=0.1, speakers_right=3)), [("wer", True)])
        self.assertEqual(self.verdicts(before, table(wer=0.2, der=0.1, speakers_right=2)), [("speakers_right", True)])

    def test_what_is_better_is_said_and_is_not_worse(self):
        before = table(wer=0.2, speakers_right=(4, 1))
        self.assertEqual(
            self.verdicts(before, table(wer=0.1, speakers_right=6)), [("speakers_right", False), ("wer", False)])

    def test_a_figure_that_is_gone_is_worse_and_a_new_one_is_not(self):
        self.assertEqual(self.verdicts(table(wer=0.2), table(der=0.2)), [("der", False), ("wer", True)])

    def test_sets_that_were_not_run_or_not_kept_are_no_fall(self):
        self.assertEqual(self.verdicts(table(wer=0.2), {}), [])
        self.assertEqual(self.verdicts({}, table(failed=0)), [("failed", False)])

    def test_findings_say_what_was_and_what_is(self):
        found = kept.compare(table(wer=0.2, end_error=0.08), table(wer=0.25))
        self.assertEqual(str(found[0]), "ami, WER %: 25.00, was 20.00 (tolerance 0.50): worse")
        self.assertEqual(str(found[1]), "ami, end s: missing, was 0.080")


class KeptTableTests(unittest.TestCase):
    def test_an_update_keeps_tolerances_and_other_sets(self):
        before = table(wer=(0.2, 0.03), der=0.1) | {"vctk": {"figures": {}}}
        after = kept.updated(before, table(wer=0.4, cp_wer=0.5))
        self.assertEqual(after["ami"]["figures"], {
            "wer": {"value": 0.4, "tolerance": 0.03}, "cp_wer": {"value": 0.5, "tolerance": 0.005}})
        self.assertIn("vctk", after)

    def test_what_is_saved_is_loaded(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "kept.json")
            self.assertEqual(kept.load(path), {})
            forms = {"short": {"made": {"cpu": "x"}, "sets": table(wer=0.2)}}
            kept.save(forms, path)
            self.assertEqual(kept.load(path), forms)
            path.write_text('{"format": "other", "version": 1, "forms": {}}')
            self.assertRaises(EvaluationError, kept.load, path)
            path.write_text("[]")
            self.assertRaises(EvaluationError, kept.load, path)

    def test_the_table_of_the_repository_holds_known_figures_with_tolerances(self):
        forms = json.loads(kept.PATH.read_text(encoding="utf-8"))["forms"]
        self.assertEqual(set(forms), {"full", "short"})
        for form in forms.values():
            for result in form["sets"].values():
                self.assertLessEqual(set(result["figures"]), set(figures.FIGURES))
                for entry in result["figures"].values():
                    self.assertGreaterEqual(entry["tolerance"], 0)


if __name__ == "__main__":
    unittest.main()
