"""Writes the references of a set, or of a part of it, as files that `whosaid score` reads."""

from . import transcripts


def files(recordings, folder, durations):
    """The options of `whosaid score` for a set.

    - folder: gets the files that have to be written.
    - durations: name → seconds, for utterances of which only the words are known.
    - Returns: (reference files, options).
    """
    options = [] if recordings.keeps_fillers else ["--without-fillers"]
    if recordings.is_utterances:
        path = folder / "utterances.stm"
        path.write_text(utterances_stm(recordings, durations), encoding="utf-8")
        return [path], options
    path = folder / "part.uem"
    path.write_text(part_uem(recordings), encoding="utf-8")
    return [recordings.rttm, recordings.stm], [*options, "--uem", str(path)]


def utterances_stm(recordings, durations):
    """A line for each utterance, from the first to the last instant of its speech."""
    chosen = {path.stem for path in recordings.audio}
    lines = []
    for utterance in recordings.utterances:
        if utterance.name in chosen:
            start, end = recordings.spans.get(utterance.name, (0.0, durations.get(utterance.name, 0.0)))
            words = " ".join(utterance.text.split())
            lines.append(f"{utterance.name} 1 speaker {start:.3f} {end:.3f} {words}".rstrip() + "\n")
    return "".join(lines)


def part_uem(recordings):
    """The lines of the evaluation map that speak of the set's recordings: no others are scored."""
    spans = transcripts.read_uem(recordings.uem)
    return "".join(
        f"{path.stem} 1 {start:.3f} {end:.3f}\n" for path in recordings.audio for start, end in spans[path.stem]
    )
