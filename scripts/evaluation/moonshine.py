"""Drives the moonshine-voice wheel in a Python of its own, and turns what it says into RTTM and STM."""

import json
import os
import pathlib

from . import environment, measure
from .errors import EvaluationError
from .transcripts import Speech, Turn

DEFAULT_PYTHON = environment.REPOSITORY / ".venv" / "wheel" / "bin" / "python"
ADVICE = "python3 -m venv .venv/wheel && .venv/wheel/bin/pip install moonshine-voice==0.1.0 soundfile numpy"
RUNNER = pathlib.Path(__file__).resolve().parent / "moonshine_run.py"


class Wheel:
    """The wheel, with or without its option `identify_speakers`."""

    def __init__(self, python, identifies_speakers):
        # Not resolved: a virtual environment's Python is a link, and is only itself under its own name.
        self.python = pathlib.Path(python).absolute()
        self.identifies_speakers = identifies_speakers
        if not os.access(self.python, os.X_OK):
            raise EvaluationError(f"{python}: no such Python; in the repository run: {ADVICE}")

    def transcribe(self, audio, folder):
        """Transcribes one file and writes STEM.stm, and STEM.rttm where speakers are identified, into the folder.

        - Returns: (Cost of the whole process, seconds of the transcribing call alone, seconds of audio).
        """
        answer, out, err = (folder / f"{audio.stem}.{suffix}" for suffix in ("wheel", "out", "err"))
        command = [str(self.python), "-B", str(RUNNER), str(audio), str(answer)]
        cost = measure.run(command + ["--speakers"] * self.identifies_speakers, out, err)
        if cost.exit_code:
            raise EvaluationError(f"moonshine-voice on {audio}: exit code {cost.exit_code}\n{measure.last_lines(err)}")
        result = json.loads(answer.read_text())
        write_stm(folder / f"{audio.stem}.stm", audio.stem, turns(result["lines"]))
        if self.identifies_speakers:
            write_rttm(folder / f"{audio.stem}.rttm", audio.stem, speech(result["lines"]))
        return cost, result["call_seconds"], result["audio_seconds"]


def speech(lines):
    """Who speaks when: the spans of all lines, as list of Speech."""
    return [Speech(f"W{span['speaker']}", span["start"], span["end"]) for line in lines for span in line["spans"]]


def turns(lines):
    """Who says what, as list of Turn: one for each span of a line, or for the line where it has no spans."""
    result = []
    for line in lines:
        if not line["spans"]:
            result.append(Turn("unknown", line["start"], line["end"], line["text"]))
            continue
        for span, text in zip(line["spans"], span_texts(line["text"], line["spans"])):
            result.append(Turn(f"W{span['speaker']}", span["start"], span["end"], text))
    return [turn for turn in result if turn.text.strip()]


def span_texts(text, spans):
    """The text of each span of a line.

    The wheel's own ranges of bytes are taken where it gives them. It gives none with the model it ships, which has no
    word times; then the words are laid along the spans in proportion to characters and seconds, and each goes to the
    span in which its middle falls. That is kinder to the wheel than its own printout, which drops such text.
    """
    if all(span["end_char"] > span["start_char"] for span in spans):
        raw = text.encode("utf-8")
        return [raw[span["start_char"] : span["end_char"]].decode("utf-8", errors="replace") for span in spans]
    words = text.split()
    lengths = [max(0.0, span["end"] - span["start"]) for span in spans]
    scale = sum(lengths) / max(1, sum(len(word) + 1 for word in words))
    texts, position, index, reached = [[] for _ in spans], 0.0, 0, lengths[0]
    for word in words:
        middle = position + 0.5 * (len(word) + 1) * scale
        while middle > reached and index + 1 < len(spans):
            index += 1
            reached += lengths[index]
        texts[index].append(word)
        position += (len(word) + 1) * scale
    return [" ".join(found) for found in texts]


def write_rttm(path, name, spans):
    """Writes a list of Speech as RTTM."""
    path.write_text("".join(
        f"SPEAKER {name} 1 {s.start:.3f} {s.end - s.start:.3f} <NA> <NA> {s.speaker} <NA> <NA>\n" for s in spans
    ))


def write_stm(path, name, said):
    """Writes a list of Turn as STM."""
    path.write_text("".join(
        f"{name} 1 {t.speaker} {t.start:.3f} {t.end:.3f} {' '.join(t.text.split())}\n" for t in said
    ))
