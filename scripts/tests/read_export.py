"""Reads an export with the reader of another program and prints what that has found as one JSON document.

    python read_export.py READER FILE

The tests compare it with what was exported. `docx`, `csv`, `tsv` and `html` need python-docx alone, the others what
`scripts/setup --eval` installs.
"""

import csv
import json
import sys


def read_docx(path):
    """Paragraphs as (style, text), with the title that file managers show."""
    import docx

    document = docx.Document(path)
    runs = [
        [run.style.name, str(run.font.color.rgb), run.text]
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.style.name == "Speaker"
    ]
    return {
        "title": document.core_properties.title,
        "paragraphs": [[paragraph.style.name, paragraph.text] for paragraph in document.paragraphs],
        "speakers": runs,
    }


def read_csv(path, delimiter=","):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter, strict=True))


def read_tsv(path):
    return read_csv(path, "\t")


def read_html(path):
    """Elements with attributes, and the text of each paragraph; scripts and styles apart."""
    from html.parser import HTMLParser

    class Page(HTMLParser):
        def __init__(self):
            super().__init__()
            self.tags, self.attributes, self.paragraphs, self.open = [], [], [], []

        def handle_starttag(self, tag, attributes):
            self.tags.append(tag)
            self.attributes += [[tag, name, value] for name, value in attributes]
            self.open.append(tag)
            if tag == "p":
                self.paragraphs.append("")

        def handle_endtag(self, tag):
            if tag in self.open:
                while self.open.pop() != tag:
                    pass

        def handle_data(self, data):
            if "p" in self.open:
                self.paragraphs[-1] += data

    page = Page()
    with open(path, encoding="utf-8") as file:
        page.feed(file.read())
    page.close()
    return {"tags": sorted(set(page.tags)), "attributes": page.attributes, "paragraphs": page.paragraphs}


def read_meeteval(path):
    """Segments as meeteval sees them: STM, RTTM, CTM or SegLST by the extension of the file."""
    import meeteval

    segments = meeteval.io.load(path).to_seglst()
    return [
        {key: float(value) if key.endswith("_time") else value for key, value in dict(segment).items()}
        for segment in segments
    ]


def read_pyannote(path):
    """Recordings with (start, end, speaker) as pyannote sees them in RTTM."""
    from pyannote.database.util import load_rttm

    return {
        recording: [[segment.start, segment.end, label] for segment, _, label in annotation.itertracks(yield_label=True)]
        for recording, annotation in load_rttm(path).items()
    }


READERS = {
    "docx": read_docx,
    "csv": read_csv,
    "tsv": read_tsv,
    "html": read_html,
    "meeteval": read_meeteval,
    "pyannote": read_pyannote,
}

if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in READERS:
        sys.exit(f"usage: read_export.py {'|'.join(READERS)} FILE")
    json.dump(READERS[sys.argv[1]](sys.argv[2]), sys.stdout)
