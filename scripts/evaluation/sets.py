"""The sets of recordings that the scripts know, as they lie in the data folder."""

import dataclasses
import pathlib

from . import synthetic, transcripts
from .errors import EvaluationError

UTTERANCE_SETS = {
    "librispeech": "librispeech_test_other",
    "vctk": "vctk_subset",
    "ljspeech": "ljspeech_subset",
    "speechocean": "speechocean762",
}
NAMES = ["meetings", "ami", *UTTERANCE_SETS]
ODD = "odd_audio"
# In the folder of odd files: sounds without a voice, by how their names begin.
VOICELESS = ("noise", "rir")


@dataclasses.dataclass(frozen=True)
class RecordingSet:
    """Audio files, whose stems are the names in the references, and the references.

    rttm, stm, uem  who speaks when, who says what, what of it is scored.
    ctm             when each word is spoken.
    utterances      list of Utterance, in place of the files above: recordings of one speaker.
    table           the file that the utterances come from.
    spans           name → (first instant of speech, last) for utterances of which it is known.
    """

    name: str
    audio: list
    rttm: pathlib.Path | None = None
    stm: pathlib.Path | None = None
    uem: pathlib.Path | None = None
    ctm: pathlib.Path | None = None
    utterances: list | None = None
    table: pathlib.Path | None = None
    spans: dict = dataclasses.field(default_factory=dict)
    keeps_fillers: bool = True
    is_part: bool = False

    def only(self, names):
        """The same set with these recordings alone; perhaps none."""
        return dataclasses.replace(self, audio=[p for p in self.audio if p.stem in names], is_part=True)

    @property
    def is_utterances(self):
        """Whether every recording is one utterance."""
        return self.utterances is not None

    @property
    def reference(self):
        """How score-public is called on the set."""
        files = {"--utterances": self.table} if self.is_utterances else {
            "--rttm": self.rttm, "--stm": self.stm, "--uem": self.uem}
        options = [word for name, path in files.items() for word in (name, str(path))]
        options += [] if self.keeps_fillers else ["--fillers"]
        return options + [word for path in self.audio if self.is_part for word in ("--only", path.stem)]


def meeting_folder(name, folder):
    """A folder as make_meetings.py writes it: NAME.flac, all.rttm, all.stm, all.uem."""
    folder = pathlib.Path(folder)
    order = list(transcripts.read_uem(folder / "all.uem"))
    references = {kind: folder / f"all.{kind}" for kind in ("rttm", "stm", "uem")}
    return complete(RecordingSet(name, [folder / f"{stem}.flac" for stem in order], **references))


def ami_clips(data):
    """AMI headset mixes: words-only reference for DER, words without fillers for WER."""
    folder = data / "ami_clips" / "ref"
    audio = [data / line.split("\t")[5] for line in transcripts.read_text(folder / "clips.tsv").splitlines()]
    return complete(RecordingSet(
        "ami", audio, rttm=folder / "words_only.rttm", stm=folder / "nofiller.stm", uem=folder / "clips.uem",
        ctm=folder / "approx_words.ctm", keeps_fillers=False))


def utterances(name, data):
    """One of the utterance sets, each file a recording."""
    folder = data / UTTERANCE_SETS[name]
    return listed_utterances(name, data, folder / "utts.tsv", folder / "speech_spans_approx.tsv")


def listed_utterances(name, data, table, spans=None, accepts=lambda utterance: True):
    """The utterances of a list that are accepted."""
    listed = [u for u in transcripts.read_utterances(table) if accepts(u)]
    if odd := [u.name for u in listed if pathlib.Path(u.path).stem != u.name]:
        raise EvaluationError(f"{table}: the file of {odd[0]} must be named as the utterance")
    known = transcripts.read_spans(spans) if spans and spans.is_file() else {}
    return complete(RecordingSet(
        name, [data / u.path for u in listed], utterances=listed, table=table, spans=known))


def odd_files(data):
    """Files of unusual encodings whose words are known; those without header cannot be opened by anybody."""
    return listed_utterances(
        "odd", data, data / ODD / "utts.tsv", accepts=lambda u: u.text and not u.path.endswith(".raw"))


def voiceless(data, folder):
    """Sounds in which nobody speaks: noises and clicks of the odd files, and synthetic sounds, which are written into
    the folder."""
    recordings = listed_utterances(
        "voiceless", data, data / ODD / "utts.tsv", accepts=lambda u: u.name.startswith(VOICELESS))
    made = synthetic.write(folder)
    silent = [transcripts.Utterance(path.stem, "", str(path), "") for path in made]
    return dataclasses.replace(
        recordings, audio=[*recordings.audio, *made], utterances=[*recordings.utterances, *silent])


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
