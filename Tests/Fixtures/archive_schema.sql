CREATE UNIQUE INDEX recording_paths_current ON recording_paths (path) WHERE is_current = 1;
CREATE INDEX recording_paths_path ON recording_paths (path);
CREATE UNIQUE INDEX runs_current ON runs (recording_id) WHERE is_current = 1;
CREATE INDEX runs_recording ON runs (recording_id);
CREATE INDEX speech_speaker ON speech (speaker_id);
CREATE INDEX turns_speaker ON turns (speaker_id);
CREATE INDEX words_speaker ON words (speaker_id);
CREATE TABLE alternatives (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start_seconds REAL NOT NULL,
    end_seconds REAL NOT NULL CHECK (end_seconds >= start_seconds),
    channel INTEGER CHECK (channel > 0),
    rank INTEGER NOT NULL CHECK (rank > 1),
    text TEXT NOT NULL,
    confidence REAL,
    PRIMARY KEY (run_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_entries (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start_seconds REAL NOT NULL,
    end_seconds REAL NOT NULL CHECK (end_seconds >= start_seconds),
    kind TEXT NOT NULL CHECK (kind IN ('transcribed', 'non-speech', 'dropped')),
    reason TEXT CHECK ((kind = 'dropped') = (reason IS NOT NULL)),
    PRIMARY KEY (run_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE recording_paths (
    id INTEGER PRIMARY KEY,
    recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
    UNIQUE (recording_id, path)
) STRICT;
CREATE TABLE recordings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    content_hash TEXT NOT NULL UNIQUE
        CHECK (length(content_hash) = 64 AND content_hash NOT GLOB '*[^0-9a-f]*'),
    duration_seconds REAL NOT NULL CHECK (duration_seconds >= 0),
    sample_rate INTEGER NOT NULL CHECK (sample_rate > 0),
    channel_count INTEGER NOT NULL CHECK (channel_count > 0),
    format TEXT NOT NULL
) STRICT;
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
, system TEXT NOT NULL DEFAULT 'whosaid' CHECK (system <> '')) STRICT;
CREATE TABLE speakers (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    label TEXT NOT NULL,
    embedding BLOB NOT NULL CHECK (length(embedding) % 4 = 0),
    UNIQUE (run_id, ordinal),
    UNIQUE (run_id, label)
) STRICT;
CREATE TABLE speech (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    is_exclusive INTEGER NOT NULL CHECK (is_exclusive IN (0, 1)),
    ordinal INTEGER NOT NULL,
    speaker_id INTEGER NOT NULL REFERENCES speakers (id) ON DELETE CASCADE,
    start_seconds REAL NOT NULL,
    end_seconds REAL NOT NULL CHECK (end_seconds >= start_seconds),
    PRIMARY KEY (run_id, is_exclusive, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE stage_timings (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    stage TEXT NOT NULL,
    seconds REAL NOT NULL,
    PRIMARY KEY (run_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE turns (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    speaker_id INTEGER REFERENCES speakers (id) ON DELETE CASCADE,
    start_seconds REAL NOT NULL,
    end_seconds REAL NOT NULL CHECK (end_seconds >= start_seconds),
    text TEXT NOT NULL,
    confidence REAL NOT NULL, channel INTEGER CHECK (channel > 0),
    UNIQUE (run_id, ordinal)
) STRICT;
CREATE VIRTUAL TABLE turns_fts USING fts5 (
    text, content = 'turns', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE 'turns_fts_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'turns_fts_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'turns_fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'turns_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
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
CREATE TRIGGER turns_index_delete AFTER DELETE ON turns BEGIN
    INSERT INTO turns_fts (turns_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER turns_index_insert AFTER INSERT ON turns BEGIN
    INSERT INTO turns_fts (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER turns_index_update AFTER UPDATE OF id, text ON turns BEGIN
    INSERT INTO turns_fts (turns_fts, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO turns_fts (rowid, text) VALUES (new.id, new.text);
END;
