"""Error counts by the public tools: pyannote.metrics for who spoke when, meeteval for who said what."""

import dataclasses
import math

import meeteval
from meeteval.wer.wer.cp import cp_word_error_rate
from meeteval.wer.wer.orc import greedy_orc_word_error_rate, orc_word_error_rate
from meeteval.wer.wer.siso import siso_word_error_rate
from pyannote.core import Annotation, Segment, Timeline
from pyannote.metrics.diarization import DiarizationErrorRate

# Exact ORC-WER fills a table of (reference turns x product of the speakers' word counts) cells; above this many the
# greedy search of meeteval stands in, whose result is never below the exact one.
ORC_CELLS = 20_000_000


@dataclasses.dataclass(frozen=True)
class DiarizationErrors:
    """Seconds of error; `reference` is the speech of all speakers, overlap counted once per speaker."""

    miss: float = 0.0
    false_alarm: float = 0.0
    confusion: float = 0.0
    reference: float = 0.0

    def __add__(self, other):
        return DiarizationErrors(*map(sum, zip(dataclasses.astuple(self), dataclasses.astuple(other))))

    def figures(self):
        """Shares of the reference's seconds, 0…; None where the reference has no speech."""
        total = self.miss + self.false_alarm + self.confusion
        parts = {"der": total, "miss": self.miss, "false_alarm": self.false_alarm, "confusion": self.confusion}
        shares = {name: share(value, self.reference) for name, value in parts.items()}
        return shares | {"reference_seconds": round(self.reference, 3), "error_seconds": round(total, 3)}


@dataclasses.dataclass(frozen=True)
class WordErrors:
    """Counts of wrong words against the count of words in the reference."""

    substitutions: int = 0
    deletions: int = 0
    insertions: int = 0
    reference: int = 0
    is_exact: bool = True

    @classmethod
    def of(cls, result, is_exact=True):
        """From meeteval's result."""
        return cls(result.substitutions, result.deletions, result.insertions, result.length, is_exact)

    def __add__(self, other):
        mine, others = dataclasses.astuple(self)[:4], dataclasses.astuple(other)[:4]
        return WordErrors(*map(sum, zip(mine, others)), self.is_exact and other.is_exact)

    def figures(self):
        """The rate, 0…, and the counts; the rate is None where the reference has no words."""
        errors = self.substitutions + self.deletions + self.insertions
        return {"rate": share(errors, self.reference), "errors": errors} | dataclasses.asdict(self)


def share(part, whole):
    """part / whole, or None where that says nothing."""
    return part / whole if whole else None


def diarization_errors(reference, hypothesis, uem):
    """DER with collar 0 and overlap scored.

    - reference, hypothesis: lists of Speech of one recording.
    - uem: list of (start, end) that are scored, or None for the extent of both sides together.
    """
    extent = Timeline([Segment(start, end) for start, end in uem]) if uem is not None else None
    if extent is None:
        spans = [*reference, *hypothesis]
        extent = Timeline([Segment(min(s.start for s in spans), max(s.end for s in spans))] if spans else [])
    result = DiarizationErrorRate(collar=0.0, skip_overlap=False)(
        annotation(reference), annotation(hypothesis), uem=extent, detailed=True
    )
    parts = (result[key] for key in ("missed detection", "false alarm", "confusion", "total"))
    return DiarizationErrors(*map(float, parts))


def annotation(speech):
    """pyannote's form of a list of Speech; spans of one speaker that overlap are one span."""
    result = Annotation()
    for index, span in enumerate(speech):
        result[Segment(span.start, span.end), index] = span.speaker
    return result.support()


def plain_errors(reference, hypothesis, words):
    """WER blind to speakers: both sides' words joined, then the fewest substitutions, deletions and insertions.

    - reference, hypothesis: lists of texts, already in order of time.
    - words: the normalization, text → list of words.
    """
    sides = (" ".join(word for text in side for word in words(text)) for side in (reference, hypothesis))
    return WordErrors.of(siso_word_error_rate(*sides))


def speaker_errors(reference, hypothesis, words):
    """cpWER and ORC-WER of one recording.

    - reference, hypothesis: lists of Turn.
    - words: the normalization, text → list of words.
    - Returns: (cpWER, ORC-WER) as WordErrors.
    """
    sides = segments(reference, words), segments(hypothesis, words)
    counts = {}
    for segment in sides[1]:
        counts[segment["speaker"]] = counts.get(segment["speaker"], 1) + len(segment["words"].split())
    is_exact = math.prod(counts.values()) * len(sides[0]) <= ORC_CELLS
    orc = orc_word_error_rate if is_exact else greedy_orc_word_error_rate
    return WordErrors.of(cp_word_error_rate(*sides)), WordErrors.of(orc(*sides), is_exact)


def segments(turns, words):
    """meeteval's form of a list of Turn with normalized words; a side without turns gets one without words."""
    rows = [
        {"session_id": "recording", "speaker": turn.speaker, "start_time": turn.start, "end_time": turn.end,
         "words": " ".join(words(turn.text))}
        for turn in turns
    ]
    nobody = {"session_id": "recording", "speaker": "nobody", "start_time": 0, "end_time": 0, "words": ""}
    return meeteval.io.SegLST(rows or [nobody])
