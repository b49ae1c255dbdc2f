"""The figures that are kept for a set: their meaning, their format, and how much worse they may get."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Figure:
    """One column of the table.

    title     heading of the column.
    scale     factor for the shown value.
    digits    decimals of the shown value.
    is_error  whether a smaller value is better.
    tolerance amount by which the value may always get worse, in the units of the value; see `tolerance`.
    grain     the value may get worse by this number of words or recordings, where that is more.
    """

    title: str
    scale: float
    digits: int
    tolerance: float
    grain: float = 0
    is_error: bool = True

    def text(self, value):
        """The value as it reads in the table."""
        return "-" if value is None else f"{self.scale * value:.{self.digits}f}"


# A processor of another kind rounds differently, which changes a word here and there: half a point, or four words where
# the set is small. A speaker count depends on a single decision: one of eight recordings may change. No word may be invented and no
# recording may fail.
FIGURES = {
    "failed": Figure("failed", 1, 0, 0),
    "der": Figure("DER %", 100, 2, 0.005),
    "speakers_right": Figure("speakers right", 1, 0, 0, grain=1 / 8, is_error=False),
    "wer": Figure("WER %", 100, 2, 0.005, grain=4),
    "cp_wer": Figure("cpWER %", 100, 2, 0.005, grain=4),
    "start_error": Figure("start s", 1, 3, 0.02),
    "end_error": Figure("end s", 1, 3, 0.02),
    "calibration_error": Figure("ECE %", 100, 2, 0.01, grain=4),
    "invented_words": Figure("invented", 1, 0, 0),
}


def of_scores(failed, scores, times=None):
    """The figures of a set, by their names in FIGURES.

    - failed: number of files that gave no transcript.
    - scores: the answer of `whosaid score --json --calibration`.
    - times: the answer with `--times` against the best reference of times, or None where there is none.
    """
    pooled, found = scores["pooled"], {"failed": failed}
    if "der" in pooled:
        found |= {"der": pooled["der"].get("rate"), "speakers_right": pooled["speakers"]["right"],
                  "cp_wer": pooled["cp_wer"].get("rate")}
    if pooled["wer"]["reference_words"]:
        found |= {"wer": pooled["wer"]["rate"],
                  "calibration_error": pooled["reliability"].get("expected_calibration_error")}
    else:
        found["invented_words"] = pooled["wer"]["insertions"]
    if times:
        sides = times["pooled"]["times"]
        found |= {"start_error": sides["starts"].get("mean_absolute_seconds"),
                  "end_error": sides["ends"].get("mean_absolute_seconds")}
    return {name: round(value, 5) for name, value in found.items() if value is not None}


def tolerance(name, scores):
    """By how much a figure of a set with these scores may get worse."""
    figure = FIGURES[name]
    if name == "speakers_right":
        return int(figure.grain * scores["pooled"]["speakers"]["recordings"])
    words = scores["pooled"]["wer"]["reference_words"]
    return round(max(figure.tolerance, figure.grain / words if figure.grain else 0), 5)
