"""Calls score-public as a process of its own, and lays out what it answers."""

import json

from . import environment, measure, report

ACCURACY_HEADER = ["DER %", "speakers right", "WER %", "ORC-WER %", "cpWER %"]


def score(folder, options):
    """The answer of `score-public FOLDER OPTIONS --json`."""
    command = [measure.python(), str(environment.SCRIPTS / "score-public"), str(folder), *options, "--json"]
    return json.loads(measure.answer(command, "score-public"))


def accuracy_cells(figures):
    """The cells under ACCURACY_HEADER for the pool of a set; `-` where the set has no such figure."""
    diarization = figures.get("diarization")
    right = f"{figures['speaker_count_right']}/{figures['recordings']}" if diarization else "-"
    return [report.percent(diarization["der"]) if diarization else "-", right, *word_cells(figures)]


def word_cells(figures):
    """WER, ORC-WER and cpWER."""
    found = [figures.get(key) for key in ("wer", "orc_wer", "cp_wer")]
    return [report.percent(w["rate"], w["is_exact"]) if w else "-" for w in found]


def recording_table(scores):
    """A table with a line for each recording of a set of meetings."""
    header = ["recording", "DER %", "miss", "FA", "conf", "speakers", "WER %", "ORC-WER %", "cpWER %", "words"]
    rows = []
    for r in scores["recordings"]:
        d = r["diarization"]
        shares = [report.percent(d[key]) for key in ("der", "miss", "false_alarm", "confusion")]
        count = f"{r['speakers']}/{r['reference_speakers']}"
        rows.append([r["recording"], *shares, count, *word_cells(r), r["wer"]["reference"]])
    return report.table(header, rows)
