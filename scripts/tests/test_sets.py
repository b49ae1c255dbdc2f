import pathlib
import tempfile
import unittest
import unittest.mock
import wave

from evaluation import references, sets, synthetic, transcripts
from evaluation.errors import EvaluationError


class FolderTests(unittest.TestCase):
    """Tests that have a folder of data."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.data = pathlib.Path(temporary.name)

    def write(self, path, text=""):
        (self.data / path).parent.mkdir(parents=True, exist_ok=True)
        (self.data / path).write_text(text)


class MeetingTests(FolderTests):
    def meetings(self):
        self.write("meetings/all.uem", "b 1 0 20.5\na 1 1 2\na 1 3 4\n")
        for name in ("a", "b"):
            self.write(f"meetings/{name}.flac")
        return sets.load("meetings", self.data)

    def test_files_come_in_the_order_of_the_map(self):
        meetings = self.meetings()
        self.assertEqual([path.stem for path in meetings.audio], ["b", "a"])
        folder = self.data / "meetings"
        self.assertEqual(meetings.reference, [
            "--rttm", str(folder / "all.rttm"), "--stm", str(folder / "all.stm"), "--uem", str(folder / "all.uem")])

    def test_a_part_is_scored_alone_by_either_scorer(self):
        part = self.meetings().only(["a"])
        self.assertEqual(part.reference[-2:], ["--only", "a"])
        files, options = references.files(part, self.data, {})
        self.assertEqual(files, [self.data / "meetings/all.rttm", self.data / "meetings/all.stm"])
        self.assertEqual(options[0], "--uem")
        self.assertEqual(pathlib.Path(options[1]).read_text(), "a 1 1.000 2.000\na 1 3.000 4.000\n")

    def test_missing_audio_is_named(self):
        self.write("meetings/all.uem", "a 1 0 1\n")
        with self.assertRaisesRegex(EvaluationError, "a.flac"):
            sets.load("meetings", self.data)


class UtteranceTests(FolderTests):
    def utterances(self):
        self.write("vctk_subset/utts.tsv", "u1\ts\tx/u1.flac\tHello,  you\nu2\ts\tx/u2.flac\tGood day\n")
        self.write("vctk_subset/speech_spans_approx.tsv", "u1\t0.5-1.25,1.75-2\todd\n")
        for name in ("u1", "u2"):
            self.write(f"x/{name}.flac")
        return sets.load("vctk", self.data)

    def test_lines_go_from_the_first_to_the_last_speech_or_over_the_whole_file(self):
        files, options = references.files(self.utterances(), self.data, {"u1": 9.0, "u2": 3.0})
        self.assertEqual(options, [])
        self.assertEqual(
            files[0].read_text(), "u1 1 speaker 0.500 2.000 Hello, you\nu2 1 speaker 0.000 3.000 Good day\n")

    def test_a_part_has_its_own_lines_only(self):
        part = self.utterances().only(["u2"])
        self.assertEqual(part.reference, [
            "--utterances", str(self.data / "vctk_subset/utts.tsv"), "--only", "u2"])
        # A file that failed has no length.
        self.assertEqual(references.utterances_stm(part, {}), "u2 1 speaker 0.000 0.000 Good day\n")

    def test_spans_that_are_none_are_named(self):
        self.write("spans.tsv", "u1\t0.5\n")
        with self.assertRaisesRegex(EvaluationError, "spans.tsv:1"):
            transcripts.read_spans(self.data / "spans.tsv")


class OddTests(FolderTests):
    def setUp(self):
        super().setUp()
        self.write("odd_audio/utts.tsv", "talk\ts\tx/talk.mp3\thi\nraw\ts\tx/raw.raw\thi\nnoise1\t\tx/noise1.wav\t\n")
        for name in ("talk.mp3", "raw.raw", "noise1.wav"):
            self.write(f"x/{name}")

    def test_odd_files_have_words_and_a_header(self):
        self.assertEqual([path.name for path in sets.odd_files(self.data).audio], ["talk.mp3"])

    @unittest.mock.patch.object(synthetic, "SECONDS", 1)
    def test_sounds_without_a_voice_are_found_and_made(self):
        silent = sets.voiceless(self.data, self.data / "made")
        self.assertEqual([path.stem for path in silent.audio], ["noise1", *synthetic.SOUNDS])
        self.assertEqual([u.name for u in silent.utterances], [path.stem for path in silent.audio])
        self.assertTrue(all(path.is_file() for path in silent.audio))


@unittest.mock.patch.object(synthetic, "SECONDS", 1)
class SyntheticTests(FolderTests):
    def test_sounds_have_their_length_and_level(self):
        peaks = {}
        for path in synthetic.write(self.data / "made"):
            with wave.open(str(path)) as file:
                self.assertEqual((file.getframerate(), file.getnchannels(), file.getsampwidth()), (16000, 1, 2))
                self.assertEqual(file.getnframes(), 16000)
                samples = memoryview(file.readframes(16000)).cast("h")
                peaks[path.stem] = max(map(abs, samples))
        self.assertEqual(peaks["digital-silence"], 0)
        self.assertTrue(5 < peaks["near-silence"] < 30, peaks)
        self.assertTrue(500 < peaks["mains-hum"] < 2000, peaks)
        self.assertTrue(5000 < peaks["chords"] < 12000, peaks)


if __name__ == "__main__":
    unittest.main()
