"""The table of figures that the repository keeps, and how a run compares with it."""

import dataclasses
import json

from . import environment
from .errors import EvaluationError
from .figures import FIGURES

PATH = environment.SCRIPTS / "evaluation" / "expected.json"
FORMAT, VERSION = "whosaid-evaluation", 1


@dataclasses.dataclass(frozen=True)
class Finding:
    """A figure that is not what it was."""

    set: str
    figure: str
    before: float | None
    now: float | None
    tolerance: float
    is_worse: bool

    def __str__(self):
        figure = FIGURES[self.figure]
        where = f"{self.set}, {figure.title}"
        if self.now is None:
            return f"{where}: missing, was {figure.text(self.before)}"
        if self.before is None:
            return f"{where}: {figure.text(self.now)} is new; keep it with --update"
        verdict = "worse" if self.is_worse else "better; keep it with --update"
        return (f"{where}: {figure.text(self.now)}, was {figure.text(self.before)} "
                f"(tolerance {figure.text(self.tolerance)}): {verdict}")


def load(path):
    """The kept table: form → {"made", "sets"}; empty where there is none yet."""
    if not path.is_file():
        return {}
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if (document["format"], document["version"]) != (FORMAT, VERSION):
            raise EvaluationError(f"{path}: not {FORMAT} version {VERSION}")
        return document["forms"]
    except (ValueError, KeyError, TypeError) as problem:
        raise EvaluationError(f"{path}: not a table of figures ({problem!r})") from problem


def save(forms, path):
    """Writes the kept table."""
    document = {"format": FORMAT, "version": VERSION, "forms": forms}
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def compare(before, now):
    """What has changed by more than its tolerance, in the sets that both have.

    - before, now: set → {"figures": {name: {"value", "tolerance"}}}; the tolerances of before count.
    - Returns: list of Finding; a figure that is missing now counts as worse.
    """
    findings = []
    for name, result in now.items():
        old = before.get(name, {"figures": {}})["figures"]
        new = result["figures"]
        for figure in FIGURES:
            if figure in old and figure not in new:
                findings.append(Finding(name, figure, old[figure]["value"], None, old[figure]["tolerance"], True))
            elif figure in new and figure not in old:
                findings.append(Finding(name, figure, None, new[figure]["value"], new[figure]["tolerance"], False))
            elif figure in new:
                values, allowed = (old[figure]["value"], new[figure]["value"]), old[figure]["tolerance"]
                rise = values[1] - values[0] if FIGURES[figure].is_error else values[0] - values[1]
                # Values are kept with five decimals.
                if abs(rise) > allowed + 5e-6:
                    findings.append(Finding(name, figure, *values, allowed, rise > 0))
    return findings


def updated(before, now):
    """The sets to keep: those of now, with the tolerances that before had for figures of the same name."""
    result = dict(before)
    for name, found in now.items():
        old = before.get(name, {"figures": {}})["figures"]
        kept = {figure: entry | {"tolerance": old.get(figure, entry)["tolerance"]}
                for figure, entry in found["figures"].items()}
        result[name] = found | {"figures": kept}
    return result
