"""The sets of recordings that the scripts know, as they lie in the data folder."""

import dataclasses
import pathlib

from . import transcripts
from .errors import EvaluationError

UTTERANCE_SETS = {
    "librispeech": "librispeech_test_other",
    "vctk": "vctk_subset",
    "ljspeech": "ljspeech_subset",
    "speechocean": "speechocean762",
}
NAMES = ["meetings", "ami", *UTTERANCE_SETS]


@dataclasses.dataclass(frozen=True)
class RecordingSet:
    """Audio files, whose stems are the names in the references, and how score-public is called on them."""

    name: str
    audio: list
    reference: list
    is_utterances: bool = False

    def only(self, names):
        """The same set with these recordings alone; perhaps none."""
        audio = [path for path in self.audio if path.stem in names]
        kept = [option for path in audio for option in ("--only", path.stem)]
        return dataclasses.replace(self, audio=audio, reference=[*self.reference, *kept])


def meeting_folder(name, folder):
    """A folder as make_meetings.py writes it: NAME.flac, all.rttm, all.stm, all.uem."""
    folder = pathlib.Path(folder)
    order = list(transcripts.read_uem(folder / "all.uem"))
    reference = [option for kind in ("rttm", "stm", "uem") for option in (f"--{kind}", str(folder / f"all.{kind}"))]
    return complete(RecordingSet(name, [folder / f"{stem}.flac" for stem in order], reference))


def ami_clips(data):
    """AMI headset mixes: words-only reference for DER, words without fillers for WER."""
    folder = data / "ami_clips" / "ref"
    audio = [data / line.split("\t")[5] for line in transcripts.read_text(folder / "clips.tsv").splitlines()]
    return complete(RecordingSet("ami", audio, [
        "--rttm", str(folder / "words_only.rttm"), "--stm", str(folder / "nofiller.stm"),
        "--uem", str(folder / "clips.uem"), "--fillers",
    ]))


def utterances(name, data):
    """One of the utterance sets, each file a recording."""
    table = data / UTTERANCE_SETS[name] / "utts.tsv"
    listed = transcripts.read_utterances(table)
    if odd := [u.name for u in listed if pathlib.Path(u.path).stem != u.name]:
        raise EvaluationError(f"{table}: the file of {odd[0]} must be named as the utterance")
    return complete(RecordingSet(name, [data / u.path for u in listed], ["--utterances", str(table)], True))


def load(name, data):
    """A set by its name."""
    if name == "meetings":
        return meeting_folder("meetings", data / "meetings")
    return ami_clips(data) if name == "ami" else utterances(name, data)


def complete(recordings):
    """The set, after making sure that its files are there."""
    if missing := [str(path) for path in recordings.audio if not path.is_file()]:
        raise EvaluationError(f"{recordings.name}: {len(missing)} files are missing, the first is {missing[0]}")
    return recordings
