"""scripts/document-commands finds an article that is not what the program says."""

import importlib.machinery
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[1] / "document-commands"
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


class DocumentCommandsTests(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.program = pathlib.Path(temporary.name) / "whosaid"
        self.program.write_text(f"#!/bin/sh\ncat <<'END'\n{json.dumps(HELP)}\nEND\n")
        self.program.chmod(0o755)

    def test_a_section_is_what_the_help_says(self):
        loader = importlib.machinery.SourceFileLoader("document_commands", str(SCRIPT))
        module = importlib.util.module_from_spec(importlib.util.spec_from_loader("document_commands", loader))
        loader.exec_module(module)
        self.assertTrue(module.article(self.program).endswith("\n\n" + SECTION))

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
