CREATE UNIQUE INDEX jobs_open ON jobs (content_hash, settings, models)
    WHERE state IN ('queued', 'running', 'retrying', 'quarantined');
CREATE INDEX jobs_recording ON jobs (recording_id);
CREATE INDEX jobs_state ON jobs (state, id);
CREATE INDEX jobs_worker ON jobs (worker_id);
CREATE UNIQUE INDEX recording_paths_current ON recording_paths (path) WHERE is_current = 1;
CREATE INDEX recording_paths_path ON recording_paths (path);
CREATE UNIQUE INDEX runs_current ON runs (recording_id) WHERE is_current = 1;
CREATE INDEX runs_recording ON runs (recording_id);
CREATE INDEX speech_speaker ON speech (speaker_id);
CREATE INDEX turns_speaker ON turns (speaker_id);
CREATE INDEX words_speaker ON words (speaker_id);
CREATE TABLE file_contents (
    path TEXT PRIMARY KEY,
    file_number INTEGER NOT NULL,
    byte_count INTEGER NOT NULL,
    modified_nanoseconds INTEGER NOT NULL,
    changed_nanoseconds INTEGER NOT NULL,
    content_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE job_paths (
    job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (job_id, ordinal),
    UNIQUE (job_id, path)
) STRICT, WITHOUT ROWID;
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    content_hash TEXT NOT NULL
        CHECK (length(content_hash) = 64 AND content_hash NOT GLOB '*[^0-9a-f]*'),
    settings TEXT NOT NULL CHECK (json_type(settings) = 'object'),
    models TEXT NOT NULL CHECK (json_type(models) = 'object'),
    program_version TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'retrying', 'done', 'quarantined', 'cancelled')),
    attempt_count INTEGER NOT NULL DEFAULT 0 CHECK (attempt_count >= 0),
    fencing_token INTEGER NOT NULL DEFAULT 0 CHECK (fencing_token >= 0),
    worker_id INTEGER REFERENCES workers (id) CHECK ((state = 'running') = (worker_id IS NOT NULL)),
    lease_expires_at REAL CHECK ((state = 'running') = (lease_expires_at IS NOT NULL)),
    not_before REAL CHECK ((state = 'retrying') = (not_before IS NOT NULL)),
    failure_kind TEXT CHECK (failure_kind IS NOT NULL OR state NOT IN ('retrying', 'quarantined')),
    failure_stage TEXT,
    failure_reason TEXT CHECK ((failure_reason IS NULL) = (failure_kind IS NULL)),
    failure_advice TEXT CHECK ((failure_advice IS NULL) = (failure_kind IS NULL)),
    stage_report TEXT CHECK (json_type(stage_report) = 'array'),
    recording_id INTEGER REFERENCES recordings (id) ON DELETE SET NULL,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL
) STRICT;
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
) STRICT;
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
    confidence REAL NOT NULL,
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
CREATE TABLE workers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    process_id INTEGER NOT NULL,
    program_version TEXT NOT NULL,
    started_at REAL NOT NULL
) STRICT;
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
