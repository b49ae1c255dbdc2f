"""Reading references (RTTM, STM, UEM, utterance lists) and hypotheses (NAME.rttm, NAME.stm, NAME.json, NAME.txt)."""

import dataclasses
import json
import pathlib

from .errors import EvaluationError


@dataclasses.dataclass(frozen=True)
class Speech:
    """A span in which one speaker is heard; times in seconds."""

    speaker: str
    start: float
    end: float


@dataclasses.dataclass(frozen=True)
class Turn:
    """What one speaker says in a span; times in seconds, text not normalized."""

    speaker: str
    start: float
    end: float
    text: str


@dataclasses.dataclass(frozen=True)
class Utterance:
    """One line of an utterance list; the path is relative to the data folder."""

    name: str
    speaker: str
    path: str
    text: str


def read_text(path):
    """A file's text in UTF-8."""
    try:
        return pathlib.Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise EvaluationError(f"{path}: {problem}") from problem


def columns(path, minimum, limit=-1):
    """Yields the line number and the columns of each line that is neither empty nor a `;` comment."""
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if line.strip() and not line.lstrip().startswith(";"):
            found = line.split(None, limit)
            if len(found) < minimum:
                raise EvaluationError(f"{path}:{number}: {len(found)} columns where at least {minimum} are needed")
            yield number, found


def seconds(text, path, number):
    """A column that must be a time."""
    try:
        return float(text)
    except ValueError as problem:
        raise EvaluationError(f"{path}:{number}: {text!r} is not a time in seconds") from problem


def read_rttm(path):
    """Recording → list of Speech. Spans without length are left out, as they cannot be scored."""
    result = {}
    for number, c in columns(path, 8):
        if c[0] != "SPEAKER":
            continue
        start, length = seconds(c[3], path, number), seconds(c[4], path, number)
        spans = result.setdefault(c[1], [])
        if length > 0:
            spans.append(Speech(c[7], start, start + length))
    return result


def read_stm(path):
    """Recording → list of Turn in order of start; a turn may have no words."""
    result = {}
    for number, c in columns(path, 5, limit=5):
        turn = Turn(c[2], seconds(c[3], path, number), seconds(c[4], path, number), c[5] if len(c) > 5 else "")
        result.setdefault(c[0], []).append(turn)
    return {name: in_order(turns) for name, turns in result.items()}


def read_uem(path):
    """Recording → list of (start, end) in seconds that are scored."""
    result = {}
    for number, c in columns(path, 4):
        result.setdefault(c[0], []).append((seconds(c[2], path, number), seconds(c[3], path, number)))
    return result


def read_utterances(path):
    """List of Utterance from a file without header: name, speaker, path, words, with tabs between them."""
    result = []
    for number, line in enumerate(read_text(path).splitlines(), 1):
        c = line.split("\t")
        if len(c) != 4:
            raise EvaluationError(f"{path}:{number}: {len(c)} columns where name, speaker, path, words are needed")
        result.append(Utterance(*c))
    return result


def read_spans(path):
    """Name → (first instant of speech, last) in seconds, from a file of name, `start-end,start-end …` and more."""
    result = {}
    for number, line in enumerate(read_text(path).splitlines(), 1):
        c = line.split("\t")
        spans = [span.split("-") for span in c[1].split(",") if span] if len(c) > 1 else []
        if any(len(span) != 2 for span in spans):
            raise EvaluationError(f"{path}:{number}: {c[1]!r} is not a list of start-end")
        if spans:
            result[c[0]] = seconds(spans[0][0], path, number), seconds(spans[-1][1], path, number)
    return result


def in_order(turns):
    """Turns by start, then end; the order of the file decides between equals."""
    return sorted(turns, key=lambda turn: (turn.start, turn.end))


class HypothesisFolder:
    """A folder with one export per recording.

    Who speaks when comes from NAME.rttm, else from `speech` in NAME.json. What they say comes from NAME.stm, else from
    `turns` in NAME.json. The recording's name inside a file does not matter where the file speaks of one recording.
    """

    def __init__(self, path):
        self.path = pathlib.Path(path)
        if not self.path.is_dir():
            raise EvaluationError(f"{path}: no such folder")

    def speech(self, name):
        """List of Speech, or None where the folder has nothing on the recording."""
        if (file := self.path / f"{name}.rttm").is_file():
            return self._of_one(read_rttm(file), name, file)
        if (file := self.path / f"{name}.json").is_file():
            return [
                Speech(str(s["speaker"]), float(s["start"]), float(s["end"]))
                for s in self._json(file, "speech") if s["end"] > s["start"]
            ]
        return None

    def turns(self, name):
        """List of Turn in order of start, or None where the folder has nothing on the recording."""
        if (file := self.path / f"{name}.stm").is_file():
            return self._of_one(read_stm(file), name, file)
        if (file := self.path / f"{name}.json").is_file():
            return in_order([
                Turn(str(t["speaker"]), float(t["start"]), float(t["end"]), t["text"])
                for t in self._json(file, "turns")
            ])
        return None

    def text(self, name):
        """All words of NAME.json or NAME.txt in order, or None where the folder has neither."""
        if (self.path / f"{name}.json").is_file():
            return " ".join(turn.text for turn in in_order([
                Turn("", float(t["start"]), float(t["end"]), t["text"])
                for t in self._json(self.path / f"{name}.json", "turns")
            ]))
        if (file := self.path / f"{name}.txt").is_file():
            return read_text(file)
        return None

    @staticmethod
    def _of_one(recordings, name, file):
        if name in recordings:
            return recordings[name]
        if len(recordings) > 1:
            raise EvaluationError(f"{file}: speaks of {', '.join(sorted(recordings))}, but not of {name}")
        return next(iter(recordings.values()), [])

    @staticmethod
    def _json(file, key):
        try:
            return json.loads(read_text(file))[key]
        except (ValueError, KeyError, TypeError) as problem:
            raise EvaluationError(f"{file}: not a transcript in JSON with the key {key!r} ({problem!r})") from problem
