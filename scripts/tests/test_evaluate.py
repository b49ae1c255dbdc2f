import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[1] / "evaluate"

# Answers as whosaid does: transcribes whatever exists, scores as scores.json beside it says.
PROGRAM = f"""#!{sys.executable}
import json, os, pathlib, sys
command, words = sys.argv[1], sys.argv[2:]
folder = pathlib.Path(sys.argv[0]).parent
if command == "transcribe":
    place = words.index("--database")
    pathlib.Path(words[place + 1]).write_text(json.dumps(words[:place]))
elif command == "list":
    paths = json.loads(pathlib.Path(words[-1]).read_text())
    print(json.dumps({{"recordings": [
        {{"id": i + 1, "paths": [path], "duration_seconds": 2.5}} for i, path in enumerate(paths)]}}))
elif command == "export":
    print(json.dumps({{"run": {{"program_version": "9", "models": {{"abacus": "0123456789abcdef"}}}}}}))
else:
    (folder / "asked.txt").write_text(" ".join(words))
    print((folder / "scores.json").read_text())
"""


class EvaluateTests(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        (self.folder / "vctk_subset").mkdir()
        lines = [f"u{i}\ts\tu{i}.flac\tgood day\n" for i in range(7)]
        (self.folder / "vctk_subset/utts.tsv").write_text("".join(lines))
        for i in range(7):
            (self.folder / f"u{i}.flac").write_bytes(b"")
        (self.folder / "whosaid").write_text(PROGRAM)
        (self.folder / "whosaid").chmod(0o755)
        self.set_rate(0.1)

    def set_rate(self, rate):
        pooled = {"wer": {"rate": rate, "reference_words": 1000, "insertions": 0},
                  "reliability": {"expected_calibration_error": 0.02}}
        (self.folder / "scores.json").write_text(json.dumps({"pooled": pooled}))

    def run_script(self, *options):
        return subprocess.run(
            [sys.executable, "-B", str(SCRIPT), str(self.folder), "--whosaid", str(self.folder / "whosaid"),
             "--sets", "vctk", "--expected", str(self.folder / "expected.json"), *options],
            capture_output=True, text=True, check=False)

    def test_a_fall_beyond_the_tolerance_is_an_error_and_nothing_else_is(self):
        first = self.run_script("--update")
        self.assertEqual((first.returncode, first.stderr), (0, "vctk: 7 files …\n"))
        self.assertIn("No figures are kept yet.", first.stdout)
        self.assertIn("| vctk |     7 |    17.5 |      0 |", first.stdout)
        self.assertIn("models: abacus 0123456789ab", first.stdout)
        for rate, status, said in [
            (0.105, 0, "All figures are within the tolerance"), (0.11, 1, "vctk, WER %: 11.00, was 10.00"),
            (0.05, 0, "vctk, WER %: 5.00, was 10.00 (tolerance 0.50): better"),
        ]:
            self.set_rate(rate)
            again = self.run_script()
            self.assertEqual(again.returncode, status, again.stderr)
            self.assertIn(said, again.stdout)

    def test_the_long_form_keeps_the_figures_of_the_short_one_too(self):
        self.run_script("--update")
        forms = json.loads((self.folder / "expected.json").read_text())["forms"]
        self.assertEqual({form: found["sets"]["vctk"]["files"] for form, found in forms.items()},
                         {"full": 7, "short": 2})
        self.assertEqual(forms["full"]["made"]["program_version"], "9")
        self.assertIn("wall_seconds", forms["full"]["sets"]["vctk"])
        short = self.run_script("--short", "--keep", str(self.folder / "kept"))
        self.assertEqual(short.returncode, 0, short.stderr)
        self.assertEqual((self.folder / "kept/vctk/scores/utterances.stm").read_text(), (
            "u0 1 speaker 0.000 2.500 good day\nu5 1 speaker 0.000 2.500 good day\n"))
        self.assertNotIn("--times", (self.folder / "asked.txt").read_text())

    def test_what_the_user_can_mend_is_said_in_a_line(self):
        for options, said in [
            (["--sets", "welsh"], "no set welsh"), (["--sets", "ami"], "clips.tsv"),
            (["--whosaid", str(self.folder / "none")], "no such program"),
            (["--keep", str(self.folder)], "is there already"),
        ]:
            run = self.run_script(*options)
            self.assertNotEqual(run.returncode, 0)
            self.assertIn(said, run.stderr)
            self.assertNotIn("Traceback", run.stderr)


if __name__ == "__main__":
    unittest.main()
