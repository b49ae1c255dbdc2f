"""Runs a program and measures it: wall time, CPU time, peak memory, exit code."""

import dataclasses
import os
import pathlib
import subprocess
import sys
import time

from .errors import EvaluationError


@dataclasses.dataclass(frozen=True)
class Cost:
    """What a run of a program cost; times in seconds, memory in bytes.

    `peak_rss_bytes` is that of the largest single process among the program and the children it waited for.
    """

    wall_seconds: float
    user_seconds: float
    system_seconds: float
    peak_rss_bytes: int
    exit_code: int


def run(command, stdout, stderr, environment=None):
    """Runs a command to its end.

    Linux counts the memory of the process that forks into the child's peak, so the caller must be small: scripts that
    measure must not import the scoring packages, and leave the scoring to another process.

    - command: list of strings; never goes through a shell.
    - stdout, stderr: files for the command's output, made anew.
    - environment: variables on top of the present ones.
    """
    with open(stdout, "wb") as out, open(stderr, "wb") as err:
        start = time.perf_counter()
        try:
            child = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL,
                                     env=os.environ | (environment or {}))
        except OSError as problem:
            raise EvaluationError(f"{command[0]}: {problem.strerror or problem}") from problem
        try:
            _, status, usage = os.wait4(child.pid, 0)
        except BaseException:
            child.kill()
            child.wait()
            raise
        wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    return Cost(wall, usage.ru_utime, usage.ru_stime, usage.ru_maxrss * 1024, child.returncode)


def warm(paths):
    """Reads files once, so that the first program that is measured does not pay for the disk. Returns their bytes."""
    total = 0
    for path in paths:
        with open(path, "rb") as file:
            while block := file.read(1 << 20):
                total += len(block)
    return total


def last_lines(path, count=5):
    """The end of a text file, for messages."""
    return "\n".join(pathlib.Path(path).read_text(errors="replace").splitlines()[-count:])


def answer(command, what):
    """The standard output of a command that must succeed, as bytes."""
    try:
        result = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    except OSError as problem:
        raise EvaluationError(f"{command[0]}: {problem.strerror or problem}") from problem
    if result.returncode:
        said = result.stderr.decode(errors="replace").strip()
        raise EvaluationError(f"{what}: exit code {result.returncode} of {' '.join(command)}\n{said}")
    return result.stdout


def python():
    """The Python that runs this."""
    return sys.executable
