"""scripts/check-english finds what it forbids, where it stands, and nothing else."""

import importlib.machinery
import importlib.util
import pathlib
import subprocess
import sys
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[1] / "check-english"


def loaded():
    """The script as a module."""
    loader = importlib.machinery.SourceFileLoader("check_english", str(SCRIPT))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("check_english", loader))
    loader.exec_module(module)
    return module


check_english = loaded()


def found(name, text):
    """[(line, rule)] of a file with a name and a text."""
    return [(number, rule) for number, rule, _ in check_english.mistakes(pathlib.Path(name), text.splitlines())]


class CheckEnglishTests(unittest.TestCase):
    def test_sentences_that_begin_with_of(self):
        self.assertEqual(found("a.swift", "/// Of a recording the words.\nlet a = 1"), [(1, "of")])
        self.assertEqual(found("a.swift", "/// Reads it. Of two, the first."), [(1, "of")])
        self.assertEqual(found("a.swift", "/// - Parameter x: Of two, the first."), [(1, "of")])
        self.assertEqual(found("a.swift", 'let help = "Of folders, take all"'), [(1, "of")])
        self.assertEqual(found("a.swift", 'let help = """\n    Reads it.\n    Of folders, all.\n    """'), [(3, "of")])
        self.assertEqual(found("a.json", '{ "description": "Of the person." }'), [(1, "of")])
        self.assertEqual(found("a.md", "# A\n\n- Of these, all."), [(3, "of")])
        self.assertEqual(found("a", "# Of these, all."), [(1, "of")])
        self.assertEqual(found("a.sql", "SELECT 1 -- Of these, all."), [(1, "of")])

    def test_of_within_a_sentence(self):
        self.assertEqual(found("a.swift", "/// The sum\n/// of words. Often right, and one of two."), [])
        self.assertEqual(found("a.swift", "/// The name is the one\n/// Of Mice has."), [])
        self.assertEqual(found("a.md", "```\nOf these\n```\n\n    Of those"), [])
        self.assertEqual(found("a.swift", "let Of = a"), [])
        self.assertEqual(found("a.md", '- No sentence begins with "Of". No "so many".'), [])

    def test_so_many(self):
        self.assertEqual(found("a.swift", "/// At most so many speakers."), [(1, "so-many")])
        self.assertEqual(found("a.py", '"""Not so much.\n"""'), [(1, "so-many")])
        self.assertEqual(found("a.swift", "/// There are so many that it takes long."), [])
        self.assertEqual(found("a.swift", "let so = many"), [])

    def test_names_with_most_and_least(self):
        self.assertEqual(found("a.swift", "let mostTokens = 1\nlet b = x.leastShare"), [(1, "most"), (2, "most")])
        self.assertEqual(found("a.swift", "/// See `mostTokens`."), [(1, "most")])
        self.assertEqual(found("a.swift", "let almostAll = 1, least = 2, x = Double.leastNormalMagnitude"), [])

    def test_spelling(self):
        for word in ["recognise", "Recogniser", "normalisation", "initialised", "organising", "unoptimised",
                     "dequantised", "penalise", "minimises", "MAXIMISED", "synchronise", "serialiser", "tokenise",
                     "capitalised", "emphasise", "summarise", "generalise", "vectorise", "specialised",
                     "poolAndNormalise"]:
            with self.subTest(word=word):
                self.assertEqual(found("a.swift", f"func {word}() {{}}"), [(1, "-ize")])
        self.assertEqual(found("a.md", "```\nrecognise\n```"), [(2, "-ize")])
        for word in ["recognize", "noise", "advise", "emphasis", "premise", "raise", "otherwise", "precise",
                     "normalises_not", "analysis", "realist", "likewise", "minimisers"]:
            with self.subTest(word=word):
                expected = [(1, "-ize")] if word in {"normalises_not", "minimisers"} else []
                self.assertEqual(found("a.swift", f"// {word}"), expected)

    def test_the_command_names_file_and_line(self):
        run = subprocess.run([sys.executable, "-B", SCRIPT, pathlib.Path(__file__).parents[1] / "check-english"],
                             capture_output=True, text=True, check=False)
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, "", ""))


if __name__ == "__main__":
    unittest.main()
