"""Where and with what a table of figures was made."""

import os
import pathlib
import platform

from . import environment, measure
from .errors import EvaluationError


def commit():
    """The commit of the repository, with `+` where files differ from it; None where this is no repository."""
    git = ["git", "-c", "safe.directory=*", "-C", str(environment.REPOSITORY)]
    try:
        name = measure.answer([*git, "rev-parse", "HEAD"], "git").decode().strip()
        changes = measure.answer([*git, "status", "--porcelain", "--untracked-files=no"], "git").strip()
    except EvaluationError:
        return None
    return name[:12] + ("+" if changes else "")


def cpu():
    """Name of the processor and the number of cores that may be used."""
    info = pathlib.Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8", errors="replace").splitlines() if info.is_file() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.machine()}, {len(os.sched_getaffinity(0))} cores"
