-- Corrections by people. They belong to the recording, so that they can be made again in every later transcript of it.

-- One row for each correction of one turn, in the order in which they were made. Undone ones stay.
CREATE TABLE edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    -- The run that it was made in: its speakers are meant.
    run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
    made_at TEXT NOT NULL,
    undone_at TEXT,
    -- Of the turn, when it was corrected.
    start_seconds REAL NOT NULL,
    end_seconds REAL NOT NULL CHECK (end_seconds >= start_seconds),
    original_words TEXT NOT NULL CHECK (json_type(original_words) = 'array'),
    original_speaker TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('text', 'speaker')),
    -- What the words should be; for kind text only.
    words TEXT CHECK ((kind = 'text') = (words IS NOT NULL) AND (words IS NULL OR json_type(words) = 'array')),
    -- Who speaks, or NULL for nobody in particular; for kind speaker only.
    speaker TEXT CHECK (kind = 'speaker' OR speaker IS NULL)
) STRICT;
CREATE INDEX edits_recording ON edits (recording_id);

-- What became of a correction in a run: problem says why it could not be made there, and is NULL where it was.
CREATE TABLE edit_results (
    edit_id INTEGER NOT NULL REFERENCES edits (id) ON DELETE CASCADE,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    problem TEXT,
    PRIMARY KEY (edit_id, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX edit_results_run ON edit_results (run_id);

-- Every turn that a correction changed as it was before, so that it can be undone.
CREATE TABLE edited_turns (
    edit_id INTEGER NOT NULL REFERENCES edits (id) ON DELETE CASCADE,
    turn_id INTEGER NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
    original TEXT NOT NULL CHECK (json_type(original) = 'object'),
    PRIMARY KEY (edit_id, turn_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX edited_turns_turn ON edited_turns (turn_id);

-- Who was heard when in a run some of whose turns have been given to others since; the table speech says who is meant.
CREATE TABLE original_speech (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    is_exclusive INTEGER NOT NULL CHECK (is_exclusive IN (0, 1)),
    ordinal INTEGER NOT NULL,
    speaker_id INTEGER NOT NULL REFERENCES speakers (id) ON DELETE CASCADE,
    start_seconds REAL NOT NULL,
    end_seconds REAL NOT NULL CHECK (end_seconds >= start_seconds),
    PRIMARY KEY (run_id, is_exclusive, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX original_speech_speaker ON original_speech (speaker_id);
