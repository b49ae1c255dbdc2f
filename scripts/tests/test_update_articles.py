"""scripts/update-articles finds an article that is not what the program says."""

import importlib.machinery
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[1] / "update-articles"
HELP = {"command": {"commandName": "whosaid", "subcommands": [{
    "commandName": "sing", "abstract": "Sing a song", "discussion": "Songs:\n  a  the first\nThat is all.",
    "arguments": [
        {"kind": "positional", "valueName": "song", "abstract": "What to sing.", "isOptional": False,
         "isRepeating": True, "shouldDisplay": True},
        {"kind": "option", "names": [{"kind": "long", "name": "pitch"}], "valueName": "hertz", "isOptional": True,
         "isRepeating": False, "abstract": "How high", "defaultValue": "440", "shouldDisplay": True},
        {"kind": "flag", "names": [{"kind": "long", "name": "secret"}], "valueName": "secret", "isOptional": True,
         "isRepeating": False, "abstract": "Hidden.", "shouldDisplay": False},
    ]}, {"commandName": "help", "abstract": "Help."}]}}
SECTION = """## whosaid sing

Sing a song.

```text
whosaid sing [options] <song> ...
```

Songs:

```text
a  the first
```

That is all.

- `<song> ...`: What to sing.
- `--pitch <hertz>`: How high. Default: `440`.
"""


def loaded():
    """The script as a module."""
    loader = importlib.machinery.SourceFileLoader("update_articles", str(SCRIPT))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("update_articles", loader))
    loader.exec_module(module)
    return module


update_articles = loaded()

PACKAGE = """
targets: [
    systemLibrary("CA", "a", "liba-dev"),
    .target(name: "K", cSettings: [.unsafeFlags(["-O3"])]),
    module("T", settings: numeric + [1]), module("M", ["T", .product(name: "G", package: "g")], settings: numeric),
    .executableTarget(name: "p", dependencies: ["T", "M"], swiftSettings: strict),
    .target(name: "S", dependencies: ["T"], path: "Tests/S"), tests("M", ["T"]),
]
"""
MAP = """p                  the program
                   ← M, T
M                  more
                   ← T
CA                 a library
                   ← nothing
K                  kernels
                   ← nothing
T                  types
                   ← nothing
"""


class UpdateArticlesTests(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.program = pathlib.Path(temporary.name) / "whosaid"
        self.program.write_text(f"#!/bin/sh\ncat <<'END'\n{json.dumps(HELP)}\nEND\n")
        self.program.chmod(0o755)

    def test_a_section_is_what_the_help_says(self):
        self.assertTrue(update_articles.commands_article(self.program).endswith("\n\n" + SECTION))

    def test_the_map_of_modules_follows_from_the_package(self):
        modules = update_articles.package_modules(PACKAGE)
        self.assertEqual(modules, {"CA": [], "K": [], "T": [], "M": ["T"], "p": ["M", "T"]})
        descriptions = {"CA": "a library", "K": "kernels", "T": "types", "M": "more", "p": "the program"}
        self.assertEqual(update_articles.module_map(modules, descriptions), MAP)

    def test_another_article_is_found(self):
        run = subprocess.run([sys.executable, "-B", SCRIPT, "--check", "--program", self.program],
                             capture_output=True, text=True, check=False)
        self.assertEqual((run.returncode, run.stdout), (1, ""))
        self.assertIn("'## whosaid transcribe' should be '## whosaid sing'", run.stderr)
        missing = subprocess.run([sys.executable, "-B", SCRIPT, "--check", "--program", self.program.parent / "no"],
                                 capture_output=True, text=True, check=False)
        self.assertEqual(missing.returncode, 1)
        self.assertIn("run scripts/setup", missing.stderr)


if __name__ == "__main__":
    unittest.main()
