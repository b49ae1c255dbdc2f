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
        # What an earlier run has kept would make speed and memory those of another program.
        command = [str(self.path), "transcribe", *map(str, audio), "--database", str(database), "--no-cache",
                   *self.options]
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

    def transcribed(self, audio, database):
        """Which files are in the archive.

        - Returns: (stem → entry of `whosaid list --json`, stems of the files that are not).
        """
        known = self.recordings(database)
        found = {path.stem: known.get(os.path.realpath(path)) for path in audio}
        return {k: v for k, v in found.items() if v is not None}, [k for k, v in found.items() if v is None]

    def exports(self, audio, database, folder, forms):
        """Exports every recording under its file's stem.

        - Returns: (seconds of audio that were transcribed, stems of the files that were not).
        """
        found, failed = self.transcribed(audio, database)
        for stem, entry in found.items():
            for form in forms:
                self.export(entry["id"], form, database, folder / f"{stem}.{EXTENSIONS[form]}")
        return sum(entry["duration_seconds"] for entry in found.values()), failed

    def made_with(self, database):
        """What the first transcript of an archive was made with: `run` of its export in JSON."""
        command = [str(self.path), "export", "1", "--format", "json", "--database", str(database)]
        return json.loads(measure.answer(command, "whosaid export"))["run"]

    def score(self, references, database, options=()):
        """The answer of `whosaid score --json` on the transcripts of an archive."""
        command = [str(self.path), "score", "--reference", *map(str, references), "--hypothesis", str(database),
                   "--json", *options]
        return json.loads(measure.answer(command, "whosaid score"))
