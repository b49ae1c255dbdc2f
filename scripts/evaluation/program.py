"""Drives the whosaid program: transcribe into a database of its own, then export every recording."""

import json
import os
import pathlib

from . import measure
from .errors import EvaluationError

ALL_DONE, SOME_FAILED = 0, 1
EXTENSIONS = {"rttm": "rttm", "stm": "stm", "json": "json"}


class Program:
    """The built binary with the options that every call gets."""

    def __init__(self, path, models=None, threads=None, extra=()):
        self.path = pathlib.Path(path).resolve()
        if not os.access(self.path, os.X_OK):
            raise EvaluationError(f"{path}: no such program; build it with: swift build -c release")
        self.options = [*(["--models-dir", str(models)] if models else []),
                        *(["--threads", str(threads)] if threads else []), *extra]

    def transcribe(self, audio, database, logs):
        """Transcribes files in one call.

        - audio: paths; database: a file that does not exist yet; logs: folder for the program's output.
        - Returns: the Cost. A file that fails is the caller's to find; any other failure raises.
        """
        out, err = logs / "transcribe.out", logs / "transcribe.err"
        command = [str(self.path), "transcribe", *map(str, audio), "--database", str(database), *self.options]
        cost = measure.run(command, out, err)
        if cost.exit_code not in (ALL_DONE, SOME_FAILED):
            raise EvaluationError(f"whosaid transcribe: exit code {cost.exit_code}\n{measure.last_lines(err)}")
        return cost

    def recordings(self, database):
        """Real path → entry of `whosaid list --json`; a recording seen in several places has several keys."""
        answer = measure.answer([str(self.path), "list", "--json", "--database", str(database)], "whosaid list")
        try:
            entries = json.loads(answer)["recordings"]
            return {os.path.realpath(path): entry for entry in entries for path in entry["paths"]}
        except (ValueError, KeyError, TypeError) as problem:
            raise EvaluationError(f"whosaid list --json: not the documented shape ({problem!r})") from problem

    def export(self, identifier, form, database, path):
        """Writes one export of one recording to a file."""
        command = [str(self.path), "export", str(identifier), "--format", form, "--database", str(database)]
        pathlib.Path(path).write_bytes(measure.answer(command, "whosaid export"))

    def exports(self, audio, database, folder, forms):
        """Exports every recording under its file's stem.

        - Returns: (seconds of audio that were transcribed, stems of the files that were not).
        """
        known = self.recordings(database)
        duration, failed = 0.0, []
        for path in audio:
            entry = known.get(os.path.realpath(path))
            if entry is None:
                failed.append(path.stem)
                continue
            duration += entry["duration_seconds"]
            for form in forms:
                self.export(entry["id"], form, database, folder / f"{path.stem}.{EXTENSIONS[form]}")
        return duration, failed
