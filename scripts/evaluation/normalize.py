"""The text normalization that is applied to the reference and to the hypothesis alike."""

import re
import unicodedata

DESCRIPTION = (
    "basic: Unicode NFKC, lower case, hyphens and dashes to spaces, every other character that is not a letter, a "
    "digit or an apostrophe inside a word to a space; numbers, contractions and spelling are left as they are"
)
FILLERS_DESCRIPTION = "fillers stripped from both sides: uh um mm hmm mm-hmm uh-huh ah oh"

APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
NOT_IN_A_WORD = re.compile(r"[^\w']|_")
LOOSE_APOSTROPHE = re.compile(r"(?<!\w)'|'(?!\w)")
FILLERS = frozenset(["uh", "um", "mm", "hmm", "ah", "oh", "mmhmm", "uhhuh"])
FILLER_PAIRS = frozenset([("mm", "hmm"), ("uh", "huh")])


def words(text, strip_fillers=False):
    """The words of a text.

    - text: anything, also an empty string.
    - strip_fillers: leave out what FILLERS_DESCRIPTION names. `huh` alone stays: it is a word in the references.
    - Returns: a list of lower-case words.
    """
    # The mapping of apostrophes comes first: NFKC would turn a spacing acute into a space and a combining accent.
    text = unicodedata.normalize("NFKC", text.translate(APOSTROPHES)).lower()
    found = LOOSE_APOSTROPHE.sub(" ", NOT_IN_A_WORD.sub(" ", text)).split()
    return without_fillers(found) if strip_fillers else found


def verbatim(text):
    """The words of a text as they stand, parted at white space."""
    return text.split()


def without_fillers(found):
    """The same words without fillers; `uh huh` and `mm hmm` count as one filler each."""
    kept, index = [], 0
    while index < len(found):
        if tuple(found[index : index + 2]) in FILLER_PAIRS:
            index += 2
            continue
        if found[index] not in FILLERS:
            kept.append(found[index])
        index += 1
    return kept
