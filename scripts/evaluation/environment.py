"""Finding the repository, its test data, and a Python that has the scoring packages."""

import importlib.util
import os
import pathlib
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
SCRIPTS = REPOSITORY / "scripts"
DEFAULT_DATA = (REPOSITORY / ".." / "shared" / "data").resolve()
DEFAULT_PROGRAM = REPOSITORY / ".build" / "release" / "whosaid"
ADVICE = "python3 -m venv .venv && .venv/bin/pip install -r scripts/requirements-eval.txt"


PACKAGES = ["meeteval", "pyannote.metrics"]


def missing_packages():
    """The scoring packages that this Python does not have. Looks for them without importing them."""
    def has(package):
        try:
            return importlib.util.find_spec(package) is not None
        except ModuleNotFoundError:
            return False

    return [package for package in PACKAGES if not has(package)]


def require_scoring_packages(script):
    """Makes sure that this Python has the scoring packages.

    Starts the same command again in the repository's virtual environment where it lacks them; ends the program with
    the command that installs them where neither has them. Imports none of them, so a script that measures stays small.
    """
    if missing := missing_packages():
        virtual = REPOSITORY / ".venv"
        python = virtual / "bin" / "python"
        if python.is_file() and pathlib.Path(sys.prefix).resolve() != virtual.resolve():
            os.execv(python, [str(python), *sys.argv])
        sys.exit(f"{script}: {sys.executable} lacks {', '.join(missing)}; in the repository run: {ADVICE}")
