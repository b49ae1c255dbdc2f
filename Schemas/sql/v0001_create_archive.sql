-- The archive: what was said, by whom and when, in every recording that was ever transcribed.
-- Times are seconds from the beginning of the recording. Released migrations are never edited; add another file.

-- Tells an archive from another program's database ("WhoS").
PRAGMA application_id = 1466462035;

-- One row for each distinct content; files with the same bytes are one recording. Ids are never used twice.
CREATE TABLE recordings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    content_hash TEXT NOT NULL UNIQUE
        CHECK (length(content_hash) = 64 AND content_hash NOT GLOB '*[^0-9a-f]*'),
    duration_seconds REAL NOT NULL CHECK (duration_seconds >= 0),
    sample_rate INTEGER NOT NULL CHECK (sample_rate > 0),
    channel_count INTEGER NOT NULL CHECK (channel_count > 0),
    format TEXT NOT NULL
) STRICT;

-- Where a content was seen. A path that later holds other bytes stays in the row of its old content, not current.
CREATE TABLE recording_paths (
    id INTEGER PRIMARY KEY,
    recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
    UNIQUE (recording_id, path)
) STRICT;
CREATE UNIQUE INDEX recording_paths_current ON recording_paths (path) WHERE is_current = 1;
CREATE INDEX recording_paths_path ON recording_paths (path);

-- One row for each time a recording was transcribed. Old runs stay; one run of a recording is current.
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    program_version TEXT NOT NULL,
    settings TEXT NOT NULL CHECK (json_type(settings) = 'object'),
    models TEXT NOT NULL CHECK (json_type(models) = 'object'),
    started_at TEXT NOT NULL,
    word_count INTEGER NOT NULL CHECK (word_count >= 0),
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX runs_current ON runs (recording_id) WHERE is_current = 1;
CREATE INDEX runs_recording ON runs (recording_id);

CREATE TABLE stage_timings (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    stage TEXT NOT NULL,
    seconds REAL NOT NULL,
    PRIMARY KEY (run_id, ordinal)
) STRICT, WITHOUT ROWID;

-- The voices of one run. The embedding is little-endian 32-bit floats, of length 0 where none is known.
CREATE TABLE speakers (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    label TEXT NOT NULL,
    embedding BLOB NOT NULL CHECK (length(embedding) % 4 = 0),
    UNIQUE (run_id, ordinal),
    UNIQUE (run_id, label)
) STRICT;

-- Who speaks when: with overlap (is_exclusive = 0), and one speaker at any instant (is_exclusive = 1).
CREATE TABLE speech (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    is_exclusive INTEGER NOT NULL CHECK (is_exclusive IN (0, 1)),
    ordinal INTEGER NOT NULL,
    speaker_id INTEGER NOT NULL REFERENCES speakers (id) ON DELETE CASCADE,
    start_seconds REAL NOT NULL,
    end_seconds REAL NOT NULL CHECK (end_seconds >= start_seconds),
    PRIMARY KEY (run_id, is_exclusive, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX speech_speaker ON speech (speaker_id);

-- What one speaker says until another takes over. The text repeats the words so that it can be searched.
CREATE TABLE turns (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    speaker_id INTEGER REFERENCES speakers (id) ON DELETE CASCADE,
    start_seconds REAL NOT NULL,
    end_seconds REAL NOT NULL CHECK (end_seconds >= start_seconds),
    text TEXT NOT NULL,
    confidence REAL NOT NULL,
    UNIQUE (run_id, ordinal)
) STRICT;
CREATE INDEX turns_speaker ON turns (speaker_id);

CREATE TABLE words (
    turn_id INTEGER NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    text TEXT NOT NULL,
    start_seconds REAL NOT NULL,
    end_seconds REAL NOT NULL CHECK (end_seconds >= start_seconds),
    confidence REAL NOT NULL,
    speaker_id INTEGER REFERENCES speakers (id) ON DELETE CASCADE,
    speaker_margin REAL NOT NULL,
    is_overlapped INTEGER NOT NULL CHECK (is_overlapped IN (0, 1)),
    PRIMARY KEY (turn_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX words_speaker ON words (speaker_id);

-- What became of every second; a dropped span always says why.
CREATE TABLE ledger_entries (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start_seconds REAL NOT NULL,
    end_seconds REAL NOT NULL CHECK (end_seconds >= start_seconds),
    kind TEXT NOT NULL CHECK (kind IN ('transcribed', 'non-speech', 'dropped')),
    reason TEXT CHECK ((kind = 'dropped') = (reason IS NOT NULL)),
    PRIMARY KEY (run_id, ordinal)
) STRICT, WITHOUT ROWID;

-- Full-text index over the turns; accents do not matter. It stores no text, and the triggers keep it in step.
CREATE VIRTUAL TABLE turns_fts USING fts5 (
    text, content = 'turns', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER turns_index_insert AFTER INSERT ON turns BEGIN
    INSERT INTO turns_fts (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER turns_index_delete AFTER DELETE ON turns BEGIN
    INSERT INTO turns_fts (turns_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER turns_index_update AFTER UPDATE OF id, text ON turns BEGIN
    INSERT INTO turns_fts (turns_fts, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO turns_fts (rowid, text) VALUES (new.id, new.text);
END;
