"""scripts/install puts files where shells look for them, and takes away exactly what it has put there."""

import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[1] / "install"

PROGRAM = """#!/bin/sh
# Version {version}
if [ "$1" = --generate-completion-script ]; then echo "completions of {version} for $2"; else exit 64; fi
"""
COMPLETIONS = {
    "bash": "share/bash-completion/completions/whosaid",
    "zsh": "share/zsh/site-functions/_whosaid",
    "fish": "share/fish/vendor_completions.d/whosaid.fish",
}
MODEL = b"weights"


class InstallTests(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name).resolve()
        self.prefix = self.folder / "home/.local"
        self.models = self.folder / "models"
        (self.models / "small").mkdir(parents=True)
        (self.models / "small/model.safetensors").write_bytes(MODEL)
        (self.models / "notes.txt").write_text("mine")
        self.set_manifest(["small/model.safetensors"])
        self.set_program("1")

    def set_manifest(self, names):
        files = [{"path": name, "bytes": len(MODEL), "sha256": hashlib.sha256(MODEL).hexdigest()} for name in names]
        (self.models / "manifest.json").write_text(json.dumps({"models": [{"id": "small", "files": files}]}))

    def set_program(self, version):
        (self.folder / "whosaid").write_text(PROGRAM.format(version=version))
        (self.folder / "whosaid").chmod(0o755)

    def run_script(self, *options, path="/usr/bin:/bin", prefix=None):
        environment = {"HOME": str(self.folder / "home"), "PATH": path, "WHOSAID_MODELS_DIR": str(self.models)}
        if prefix is not None:
            options = ["--prefix", str(prefix), *options]
        return subprocess.run(
            [sys.executable, "-B", str(SCRIPT), "--program", str(self.folder / "whosaid"), *options],
            capture_output=True, text=True, env=environment, check=False)

    def installed(self, *options, **keywords):
        run = self.run_script(*options, **keywords)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        return run.stdout

    def files(self, folder=None):
        folder = folder or self.prefix
        return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}

    def test_everything_is_where_shells_and_the_program_look(self):
        output = self.installed()
        self.assertEqual(self.files(), {
            "bin/whosaid", "share/whosaid/models/manifest.json", "share/whosaid/models/small/model.safetensors",
            "share/whosaid/installed", *COMPLETIONS.values()})
        for shell, name in COMPLETIONS.items():
            self.assertEqual((self.prefix / name).read_text(), f"completions of 1 for {shell}\n")
        self.assertEqual((self.prefix / "bin/whosaid").stat().st_mode & 0o777, 0o755)
        self.assertEqual((self.prefix / "share/whosaid/models/manifest.json").stat().st_mode & 0o777, 0o644)
        self.assertIn(f"installed {self.prefix}/bin/whosaid, 2 files of models", output)
        self.assertIn(": 6 new files, 0 already right\n", output)
        self.assertIn(f"{self.prefix}/bin is not on PATH", output)
        self.assertIn(f"  export PATH={self.prefix}/bin:$PATH\n", output)

    def test_search_path(self):
        output = self.installed(path=f"{self.prefix}/bin:/usr/bin")
        self.assertIn(f"{self.prefix}/bin is on PATH\n", output)
        other = self.folder / "other"
        other.mkdir()
        (other / "whosaid").write_text("#!/bin/sh\n")
        (other / "whosaid").chmod(0o755)
        output = self.installed(path=f"{other}:{self.prefix}/bin")
        self.assertIn(f"is on PATH, but {other}/whosaid comes first", output)

    def test_a_second_call_changes_only_what_is_new(self):
        self.installed()
        weights = self.prefix / "share/whosaid/models/small/model.safetensors"
        before = weights.stat()
        self.set_program("2")
        self.assertIn(": 4 new files, 2 already right\n", self.installed())
        self.assertEqual(weights.stat().st_ino, before.st_ino)
        self.assertIn("Version 2", (self.prefix / "bin/whosaid").read_text())
        # A running program keeps its file: it is replaced, never written into.
        inode = (self.prefix / "bin/whosaid").stat().st_ino
        self.set_program("3")
        with open(self.prefix / "bin/whosaid") as running:
            self.installed()
            self.assertIn("Version 2", running.read())
            self.assertNotEqual((self.prefix / "bin/whosaid").stat().st_ino, inode)

    def test_models_that_the_manifest_no_longer_lists_go(self):
        (self.models / "old.bin").write_bytes(MODEL)
        self.set_manifest(["small/model.safetensors", "old.bin"])
        self.installed()
        self.set_manifest(["small/model.safetensors"])
        self.installed()
        self.assertNotIn("share/whosaid/models/old.bin", self.files())
        self.installed("--uninstall")
        self.assertEqual(self.files(), set())

    def test_uninstall_leaves_the_users_files(self):
        mine = ["bin/other", "share/whosaid/whosaid.db", "share/whosaid/models/extra.bin", "share/notes"]
        (self.prefix / "bin").mkdir(parents=True)
        (self.prefix / "bin/other").write_text("mine")
        self.installed()
        for name in mine[1:]:
            (self.prefix / name).write_text("mine")
        output = self.installed("--uninstall")
        self.assertEqual(output, f"install: removed 6 files below {self.prefix}; archives and the cache stay\n")
        self.assertEqual(self.files(), set(mine))
        self.assertFalse((self.prefix / "share/zsh").exists())
        again = self.run_script("--uninstall")
        self.assertEqual(again.returncode, 1)
        self.assertIn(f"install: nothing is installed below {self.prefix}", again.stderr)

    def test_uninstall_removes_folders_that_it_made_and_no_others(self):
        self.installed()
        self.installed("--uninstall")
        self.assertFalse(self.prefix.exists())
        self.prefix.mkdir(parents=True)
        self.installed()
        self.installed("--uninstall")
        self.assertTrue(self.prefix.exists())

    def test_uninstall_leaves_a_file_that_has_changed(self):
        self.installed()
        completions = self.prefix / COMPLETIONS["bash"]
        completions.write_text("my own")
        output = self.installed("--uninstall")
        self.assertIn(f"left {completions}, which has changed since it was installed", output)
        self.assertEqual(self.files(), {COMPLETIONS["bash"]})

    def test_files_of_others_are_replaced_by_force_alone(self):
        (self.prefix / "bin").mkdir(parents=True)
        (self.prefix / "bin/whosaid").symlink_to(self.folder / "whosaid")
        run = self.run_script()
        self.assertEqual((run.returncode, run.stdout), (1, ""))
        self.assertIn(f"--force replaces them:\n  {self.prefix}/bin/whosaid\n", run.stderr)
        self.assertEqual(self.files(), {"bin/whosaid"})
        self.installed("--force")
        self.assertFalse((self.prefix / "bin/whosaid").is_symlink())
        self.assertTrue((self.folder / "whosaid").is_file())

    def test_equal_files_of_others_stay(self):
        models = self.prefix / "share/whosaid/models"
        (models / "small").mkdir(parents=True)
        for name in ["manifest.json", "small/model.safetensors"]:
            (models / name).write_bytes((self.models / name).read_bytes())
        self.assertIn(": 4 new files, 2 already right\n", self.installed())
        self.installed("--uninstall")
        self.assertEqual(self.files(models), {"manifest.json", "small/model.safetensors"})

    def test_what_is_missing_is_named(self):
        cases = [
            (lambda: (self.models / "manifest.json").unlink(), "manifest.json is missing; run scripts/setup"),
            (lambda: (self.models / "small/model.safetensors").unlink(), "is missing; run scripts/setup"),
            (lambda: (self.models / "small/model.safetensors").write_bytes(b"WEIGHTS"), "not the one of the manifest"),
            (lambda: (self.folder / "whosaid").write_text("#!/bin/sh\necho no >&2; exit 3\n"),
             "gives no completions for bash: no"),
            (lambda: (self.folder / "whosaid").chmod(0o644), "is no program"),
        ]
        for spoil, message in cases:
            with self.subTest(message=message):
                self.doCleanups()
                self.setUp()
                spoil()
                run = self.run_script()
                self.assertEqual((run.returncode, run.stdout), (1, ""))
                self.assertIn(message, run.stderr)
                self.assertFalse(self.prefix.exists())

    def test_a_prefix_that_cannot_be_written_is_named(self):
        (self.folder / "file").write_text("")
        run = self.run_script(prefix=self.folder / "file")
        self.assertEqual((run.returncode, run.stdout), (1, ""))
        self.assertIn(f"is {self.folder}/file a folder that you may write to?", run.stderr)
        self.assertNotIn("Traceback", run.stderr)
        if os.geteuid() != 0:
            (self.folder / "locked").mkdir(mode=0o555)
            self.assertIn("Permission denied", self.run_script(prefix=self.folder / "locked").stderr)

    def test_a_list_that_leads_out_of_the_prefix_is_refused(self):
        self.installed()
        outside = self.folder / "home/precious"
        outside.write_text("mine")
        digest = hashlib.sha256(b"mine").hexdigest()
        with open(self.prefix / "share/whosaid/installed", "a") as file:
            file.write(f"{digest}  ../precious\n")
        run = self.run_script("--uninstall")
        self.assertEqual(run.returncode, 1)
        self.assertIn("is no line of a list of installed files", run.stderr)
        self.assertTrue(outside.exists())


if __name__ == "__main__":
    unittest.main()
