"""Recordings of one speaker each, made from utterance sets, and the scores between their voices."""

import array
import dataclasses
import math
import pathlib
import subprocess

from . import transcripts
from .errors import EvaluationError

SETS = ["librispeech_test_other", "librispeech_train100_notext", "vctk_subset", "speechocean762", "ljspeech_subset"]
# This number of utterances of a speaker's second half are also recordings of their own, to measure short speech.
SHORT_COUNT = 3
RATE = 16_000


@dataclasses.dataclass(frozen=True)
class Recording:
    """A file in which one speaker is heard.

    part  `first` or `second` half of the speaker's utterances, `short` for a single one of the second half, or `only`
          for all of a speaker who has too few to be split.
    """

    path: pathlib.Path
    set: str
    speaker: str
    part: str


def make(data, folder):
    """Writes the recordings of all speakers of all sets into a folder."""
    recordings = []
    for name in SETS:
        speakers = {}
        for utterance in transcripts.read_utterances(data / name / "utts.tsv"):
            speakers.setdefault(utterance.speaker, []).append(data / utterance.path)
        for speaker, files in speakers.items():
            half = len(files) // 2
            parts = {"first": files[:half], "second": files[half:]} if half else {"only": files}
            for index, file in enumerate(files[half:half + SHORT_COUNT] if half else []):
                parts[f"short{index + 1}"] = [file]
            for part, sources in parts.items():
                path = folder / f"{name}.{speaker}.{part}.wav"
                if not path.exists():
                    join(sources, path)
                recordings.append(Recording(path, name, speaker, part.rstrip("0123456789")))
    return recordings


def join(sources, path):
    """Writes files one after the other into one."""
    inputs = [word for source in sources for word in ("-i", str(source))]
    streams = "".join(f"[{index}:a]aresample={RATE}[a{index}];" for index in range(len(sources)))
    streams += "".join(f"[a{index}]" for index in range(len(sources))) + f"concat=n={len(sources)}:v=0:a=1"
    command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-y", *inputs, "-filter_complex", streams,
               "-ac", "1", "-c:a", "pcm_s16le", str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise EvaluationError(f"{path}: ffmpeg: {result.stderr.strip()}")


def unit(values):
    """A vector of length 1 in the same direction; None for none."""
    length = math.sqrt(sum(value * value for value in values))
    return array.array("d", (value / length for value in values)) if length > 0 else None


def cosine(a, b):
    """The cosine of two unit vectors."""
    return sum(map(float.__mul__, a, b))


def equal_error_rate(same, different):
    """The rate at which as many same voices are below a score as different ones reach it, and that score."""
    same, different = sorted(same), sorted(different)
    best = None
    for threshold in same:
        rejected, accepted = errors(same, different, threshold)
        gap = abs(rejected - accepted)
        if best is None or gap < best[0]:
            best = (gap, (rejected + accepted) / 2, threshold)
    return best[1:]


def errors(same, different, threshold):
    """Shares of same voices below a score, and of different voices that reach it."""
    return (sum(score < threshold for score in same) / len(same),
            sum(score >= threshold for score in different) / len(different))


def quantile(values, share):
    """The value below which a share of the values lies, by the nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
