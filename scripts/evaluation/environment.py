"""Finding the repository, its test data, and a Python that has the scoring packages."""

import os
import pathlib
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
SCRIPTS = REPOSITORY / "scripts"
DEFAULT_DATA = (REPOSITORY / ".." / "shared" / "data").resolve()
DEFAULT_PROGRAM = REPOSITORY / ".build" / "release" / "whosaid"
ADVICE = "python3 -m venv .venv && .venv/bin/pip install -r scripts/requirements-eval.txt"


def require_scoring_packages(script):
    """Makes sure that meeteval and pyannote.metrics can be imported.

    Starts the same command again in the repository's virtual environment where this Python lacks them; ends the
    program with the command that installs them where neither has them.
    """
    try:
        import meeteval  # noqa: F401
        import pyannote.metrics  # noqa: F401
        import soundfile  # noqa: F401
    except ImportError as missing:
        virtual = REPOSITORY / ".venv"
        python = virtual / "bin" / "python"
        if python.is_file() and pathlib.Path(sys.prefix).resolve() != virtual.resolve():
            os.execv(python, [str(python), *sys.argv])
        sys.exit(f"{script}: {missing}; in the repository run: {ADVICE}")
