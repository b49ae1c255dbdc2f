"""Sounds without a voice, made the same anywhere: what a recognizer may take for words."""

import array
import math
import random
import sys
import wave

RATE = 16000
SECONDS = 10
# Frequencies of three chords, in Hz: C major, F major, G major.
CHORDS = [(261.63, 329.63, 392.00), (349.23, 440.00, 523.25), (392.00, 493.88, 587.33)]


def digital_silence():
    """Nothing at all."""
    return (0.0 for _ in range(RATE * SECONDS))


def near_silence():
    """White noise at -80 dB below full scale: a muted microphone."""
    generator = random.Random(1)
    return (generator.gauss(0, 1e-4) for _ in range(RATE * SECONDS))


def mains_hum():
    """50 Hz with its overtones at -30 dB."""
    weights = [0.02, 0.012, 0.008, 0.004]
    return (
        sum(w * math.sin(2 * math.pi * 50 * (k + 1) * i / RATE) for k, w in enumerate(weights))
        for i in range(RATE * SECONDS)
    )


def chords():
    """Plucked chords, one a second: music."""
    for i in range(RATE * SECONDS):
        second, place = divmod(i, RATE)
        tones = (math.sin(2 * math.pi * f * i / RATE) for f in CHORDS[second % len(CHORDS)])
        yield 0.1 * math.exp(-3 * place / RATE) * sum(tones)


SOUNDS = {"digital-silence": digital_silence, "near-silence": near_silence, "mains-hum": mains_hum, "chords": chords}


def write(folder):
    """Writes all sounds as mono WAV of 16 bits into a new folder; returns the paths."""
    folder.mkdir(parents=True)
    paths = []
    for name, samples in SOUNDS.items():
        values = array.array("h", (round(32767 * max(-1.0, min(1.0, value))) for value in samples()))
        if sys.byteorder == "big":
            values.byteswap()
        paths.append(folder / f"{name}.wav")
        with wave.open(str(paths[-1]), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(values.tobytes())
    return paths
