"""Transcribes one file with the moonshine-voice wheel; run by the Python that has the wheel, not by ours.

    python moonshine_run.py AUDIO OUTPUT.json [--speakers]

Uses the wheel's public interface as it is meant for whole recordings: `Transcriber.transcribe_without_streaming` on a
list of samples, with the English tiny model that the wheel ships, all other options at their defaults.
"""

import argparse
import importlib.metadata
import json
import pathlib
import sys
import time

VERSION = "0.1.0"


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("audio", type=pathlib.Path)
    p.add_argument("output", type=pathlib.Path)
    p.add_argument("--speakers", action="store_true", help="the option identify_speakers")
    a = p.parse_args()
    if (found := importlib.metadata.version("moonshine-voice")) != VERSION:
        sys.exit(f"moonshine-voice {VERSION} is needed, {found} is installed")

    import soundfile
    from moonshine_voice.moonshine_api import ModelArch
    from moonshine_voice.transcriber import Transcriber
    from moonshine_voice.utils import get_assets_path

    samples, rate = soundfile.read(a.audio, dtype="float32")
    if samples.ndim > 1:
        samples = samples.mean(axis=1)
    samples = samples.tolist()
    options = {"identify_speakers": "true"} if a.speakers else {}
    begin = time.perf_counter()
    transcriber = Transcriber(pathlib.Path(get_assets_path()) / "tiny-en", ModelArch.TINY, options=options)
    loaded = time.perf_counter()
    transcript = transcriber.transcribe_without_streaming(samples, rate)
    done = time.perf_counter()
    lines = [
        {"start": line.start_time, "end": line.start_time + line.duration, "text": line.text, "spans": [
            {"speaker": span.speaker_index, "start": span.start_time, "end": span.start_time + span.duration,
             "start_char": span.start_char, "end_char": span.end_char}
            for span in line.speaker_spans or []
        ]}
        for line in transcript.lines
    ]
    transcriber.close()
    result = {"audio_seconds": len(samples) / rate, "load_seconds": loaded - begin, "call_seconds": done - loaded,
              "lines": lines}
    a.output.write_text(json.dumps(result))


if __name__ == "__main__":
    main()
