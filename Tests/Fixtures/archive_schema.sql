CREATE INDEX edit_results_run ON edit_results (run_id);
CREATE INDEX edited_turns_turn ON edited_turns (turn_id);
CREATE INDEX edits_recording ON edits (recording_id);
CREATE INDEX edits_run ON edits (run_id);
CREATE INDEX exports_recording ON exports (recording_id);
CREATE INDEX file_contents_content ON file_contents (content_hash);
CREATE INDEX jobs_content ON jobs (content_hash);
CREATE UNIQUE INDEX jobs_open ON jobs (content_hash, settings, models)
    WHERE state IN ('queued', 'running', 'retrying', 'quarantined');
CREATE INDEX jobs_recording ON jobs (recording_id);
CREATE INDEX jobs_state ON jobs (state, id);
CREATE INDEX jobs_worker ON jobs (worker_id);
CREATE INDEX original_speech_speaker ON original_speech (speaker_id);
CREATE INDEX people_event_voices_former ON people_event_voices (former_speaker_id);
CREATE INDEX people_event_voices_speaker ON people_event_voices (speaker_id);
CREATE INDEX people_events_cause ON people_events (cause_id);
CREATE INDEX people_events_undone_with ON people_events (undone_with);
CREATE INDEX people_speakers_event ON people_speakers (event_id);
CREATE INDEX people_speakers_person ON people_speakers (person_id);
CREATE UNIQUE INDEX recording_paths_current ON recording_paths (path) WHERE is_current = 1;
CREATE INDEX recording_paths_path ON recording_paths (path);
CREATE UNIQUE INDEX runs_current ON runs (recording_id) WHERE is_current = 1;
CREATE INDEX runs_recording ON runs (recording_id);
CREATE INDEX speakers_label ON speakers (label);
CREATE INDEX speech_speaker ON speech (speaker_id);
CREATE INDEX turns_facts ON turns (id, speaker_id, confidence, run_id);
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
CREATE TABLE edit_results (
    edit_id INTEGER NOT NULL REFERENCES edits (id) ON DELETE CASCADE,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    problem TEXT,
    PRIMARY KEY (edit_id, run_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE edited_turns (
    edit_id INTEGER NOT NULL REFERENCES edits (id) ON DELETE CASCADE,
    turn_id INTEGER NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
    original TEXT NOT NULL CHECK (json_type(original) = 'object'),
    PRIMARY KEY (edit_id, turn_id)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE exports (
    path TEXT PRIMARY KEY,
    -- SHA-256 of the file's bytes.
    content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
    recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    written_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
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
CREATE TABLE original_speech (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    is_exclusive INTEGER NOT NULL CHECK (is_exclusive IN (0, 1)),
    ordinal INTEGER NOT NULL,
    speaker_id INTEGER NOT NULL REFERENCES speakers (id) ON DELETE CASCADE,
    start_seconds REAL NOT NULL,
    end_seconds REAL NOT NULL CHECK (end_seconds >= start_seconds),
    PRIMARY KEY (run_id, is_exclusive, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    -- Mean of the voice, of length 0 where none is known.
    profile BLOB NOT NULL CHECK (length(profile) % 4 = 0),
    profile_seconds REAL NOT NULL CHECK (profile_seconds >= 0)
) STRICT;
CREATE TABLE people_event_samples (
    event_id INTEGER NOT NULL REFERENCES people_events (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    file TEXT NOT NULL,
    embedding BLOB NOT NULL CHECK (length(embedding) % 4 = 0),
    clean_seconds REAL NOT NULL CHECK (clean_seconds >= 0),
    PRIMARY KEY (event_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE people_event_voices (
    event_id INTEGER NOT NULL REFERENCES people_events (id) ON DELETE CASCADE,
    speaker_id INTEGER NOT NULL REFERENCES speakers (id) ON DELETE CASCADE,
    -- For kind carry: the speaker of an earlier run who is the same.
    former_speaker_id INTEGER REFERENCES speakers (id) ON DELETE CASCADE,
    -- For kind match: how alike the voices are.
    score REAL,
    PRIMARY KEY (event_id, speaker_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE people_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at TEXT NOT NULL,
    undone_at TEXT,
    -- The decision with which it was undone, where it was not undone itself.
    undone_with INTEGER REFERENCES people_events (id) ON DELETE SET NULL,
    -- The decision that the program followed up with this one.
    cause_id INTEGER REFERENCES people_events (id) ON DELETE SET NULL,
    kind TEXT NOT NULL CHECK (
        kind IN ('create', 'rename', 'assign', 'release', 'match', 'carry', 'merge', 'split', 'enrol')
    ),
    -- Whom it is about: the number of the decision that made the person.
    person_id INTEGER,
    -- For kind merge: the person who is no other.
    other_person_id INTEGER,
    name TEXT CHECK (name <> '')
) STRICT;
CREATE TABLE people_speakers (
    speaker_id INTEGER PRIMARY KEY REFERENCES speakers (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    -- The decision that says so.
    event_id INTEGER NOT NULL REFERENCES people_events (id) ON DELETE CASCADE,
    -- Whether the program has found it out by the voice.
    is_automatic INTEGER NOT NULL CHECK (is_automatic IN (0, 1)),
    -- Whether a speaker of a later run stands for this one.
    is_superseded INTEGER NOT NULL CHECK (is_superseded IN (0, 1))
) STRICT;
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
, recorded_at TEXT) STRICT;
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
, system TEXT NOT NULL DEFAULT 'whosaid' CHECK (system <> ''), result_key TEXT) STRICT;
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
    confidence REAL NOT NULL, channel INTEGER CHECK (channel > 0), search_text TEXT,
    UNIQUE (run_id, ordinal)
) STRICT;
CREATE VIRTUAL TABLE turns_fts USING fts5 (
    text, content = 'indexed_turns', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2',
    prefix = '1 2 3 4'
);
CREATE TABLE 'turns_fts_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'turns_fts_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'turns_fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'turns_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE voices (
    speaker_id INTEGER PRIMARY KEY REFERENCES speakers (id) ON DELETE CASCADE,
    clean_seconds REAL NOT NULL CHECK (clean_seconds >= 0)
) STRICT;
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
CREATE TRIGGER runs_index_delete BEFORE DELETE ON runs WHEN old.is_current = 1 BEGIN
    INSERT INTO turns_fts (turns_fts, rowid, text)
    SELECT 'delete', id, coalesce(search_text, text) FROM turns WHERE run_id = old.id;
END;
CREATE TRIGGER runs_index_enter AFTER UPDATE OF is_current ON runs
WHEN old.is_current = 0 AND new.is_current = 1 BEGIN
    INSERT INTO turns_fts (rowid, text) SELECT id, coalesce(search_text, text) FROM turns WHERE run_id = new.id;
END;
CREATE TRIGGER runs_index_leave AFTER UPDATE OF is_current ON runs
WHEN old.is_current = 1 AND new.is_current = 0 BEGIN
    INSERT INTO turns_fts (turns_fts, rowid, text)
    SELECT 'delete', id, coalesce(search_text, text) FROM turns WHERE run_id = old.id;
END;
CREATE TRIGGER turns_index_delete AFTER DELETE ON turns
WHEN EXISTS (SELECT 1 FROM runs WHERE id = old.run_id AND is_current = 1) BEGIN
    INSERT INTO turns_fts (turns_fts, rowid, text) VALUES ('delete', old.id, coalesce(old.search_text, old.text));
END;
CREATE TRIGGER turns_index_insert AFTER INSERT ON turns
WHEN EXISTS (SELECT 1 FROM runs WHERE id = new.run_id AND is_current = 1) BEGIN
    INSERT INTO turns_fts (rowid, text) VALUES (new.id, coalesce(new.search_text, new.text));
END;
CREATE TRIGGER turns_index_update AFTER UPDATE OF id, text, search_text ON turns
WHEN EXISTS (SELECT 1 FROM runs WHERE id = old.run_id AND is_current = 1) BEGIN
    INSERT INTO turns_fts (turns_fts, rowid, text) VALUES ('delete', old.id, coalesce(old.search_text, old.text));
    INSERT INTO turns_fts (rowid, text) VALUES (new.id, coalesce(new.search_text, new.text));
END;
CREATE VIEW heard_speech AS
SELECT run_id, speaker_id, start_seconds, end_seconds FROM original_speech WHERE is_exclusive = 0
UNION ALL
SELECT run_id, speaker_id, start_seconds, end_seconds FROM speech
WHERE is_exclusive = 0 AND NOT EXISTS (SELECT 1 FROM original_speech WHERE run_id = speech.run_id);
CREATE VIEW indexed_turns AS
SELECT turns.id, coalesce(turns.search_text, turns.text) AS text
FROM turns JOIN runs ON runs.id = turns.run_id WHERE runs.is_current = 1;
CREATE VIEW lone_speech AS
SELECT run_id, speaker_id, start_seconds, end_seconds FROM (
    SELECT
        run_id,
        sum(step) OVER run_so_far AS voice_count,
        sum(step * speaker_id) OVER run_so_far AS speaker_id,
        seconds AS start_seconds,
        lead(seconds) OVER run_so_far AS end_seconds
    FROM (
        SELECT run_id, speaker_id, start_seconds AS seconds, 1 AS step FROM heard_speech
        UNION ALL
        SELECT run_id, speaker_id, end_seconds AS seconds, -1 AS step FROM heard_speech
    )
    WINDOW run_so_far AS (PARTITION BY run_id ORDER BY seconds, step ROWS UNBOUNDED PRECEDING)
)
WHERE voice_count = 1 AND end_seconds > start_seconds;
CREATE VIEW v_people AS
SELECT
    p.id AS person_id,
    p.name AS name,
    count(DISTINCT t.recording_id) AS recording_count,
    coalesce(sum(t.talk_seconds), 0.0) AS talk_seconds,
    coalesce(sum(t.turn_count), 0) AS turn_count,
    coalesce(sum(t.word_count), 0) AS word_count,
    min(t.recorded_at) AS first_recorded_at,
    max(t.recorded_at) AS last_recorded_at
FROM people p
LEFT JOIN v_talk_time t ON t.person_id = p.id
GROUP BY p.id;
CREATE VIEW v_recordings AS
SELECT
    r.id AS recording_id,
    -- The path without its folders.
    substr(p.path, length(rtrim(p.path, replace(p.path, '/', ''))) + 1) AS recording,
    p.path AS path,
    r.content_hash AS content_hash,
    coalesce(r.recorded_at, (SELECT min(started_at) FROM runs WHERE recording_id = r.id)) AS recorded_at,
    run.started_at AS transcribed_at,
    r.duration_seconds AS duration_seconds,
    r.sample_rate AS sample_rate,
    r.channel_count AS channel_count,
    r.format AS format,
    (SELECT count(*) FROM speakers WHERE run_id = run.id) AS speaker_count,
    (SELECT count(*) FROM turns WHERE run_id = run.id) AS turn_count,
    run.word_count AS word_count,
    run.program_version AS program_version
FROM recordings r
JOIN runs run ON run.recording_id = r.id AND run.is_current = 1
LEFT JOIN recording_paths p ON p.id = (
    SELECT id FROM recording_paths WHERE recording_id = r.id ORDER BY is_current DESC, id DESC LIMIT 1
);
CREATE VIEW v_talk_time AS
SELECT *, 60.0 * word_count / nullif(talk_seconds, 0.0) AS words_per_minute
FROM (
    SELECT
        r.recording_id AS recording_id,
        r.recording AS recording,
        r.recorded_at AS recorded_at,
        s.label AS speaker,
        (
            SELECT coalesce(sum(end_seconds - start_seconds), 0.0) FROM speech
            WHERE run_id = run.id AND is_exclusive = 0 AND speaker_id = s.id
        ) AS talk_seconds,
        (SELECT count(*) FROM turns WHERE speaker_id = s.id) AS turn_count,
        (
            SELECT count(*) FROM turns JOIN words ON words.turn_id = turns.id WHERE turns.speaker_id = s.id
        ) AS word_count,
        (
            SELECT coalesce(max(end_seconds - start_seconds), 0.0) FROM turns WHERE speaker_id = s.id
        ) AS longest_turn_seconds,
        coalesce(p.name, s.label) AS name,
        p.id AS person_id
    FROM speakers s
    JOIN runs run ON run.id = s.run_id AND run.is_current = 1
    JOIN v_recordings r ON r.recording_id = run.recording_id
    LEFT JOIN people_speakers ps ON ps.speaker_id = s.id
    LEFT JOIN people p ON p.id = ps.person_id
);
CREATE VIEW v_turns AS
SELECT
    t.id AS turn_id,
    r.recording_id AS recording_id,
    r.recording AS recording,
    r.recorded_at AS recorded_at,
    t.ordinal + 1 AS turn,
    s.label AS speaker,
    t.start_seconds AS start_seconds,
    t.end_seconds AS end_seconds,
    t.end_seconds - t.start_seconds AS duration_seconds,
    t.text AS text,
    (SELECT count(*) FROM words WHERE turn_id = t.id) AS word_count,
    t.confidence AS confidence,
    coalesce(p.name, s.label) AS name,
    p.id AS person_id
FROM turns t
JOIN runs run ON run.id = t.run_id AND run.is_current = 1
JOIN v_recordings r ON r.recording_id = run.recording_id
LEFT JOIN speakers s ON s.id = t.speaker_id
LEFT JOIN people_speakers ps ON ps.speaker_id = t.speaker_id
LEFT JOIN people p ON p.id = ps.person_id;
CREATE VIEW v_words AS
SELECT
    r.recording_id AS recording_id,
    r.recording AS recording,
    t.ordinal + 1 AS turn,
    w.ordinal + 1 AS word,
    s.label AS speaker,
    w.text AS text,
    w.start_seconds AS start_seconds,
    w.end_seconds AS end_seconds,
    w.confidence AS confidence,
    w.speaker_margin AS speaker_margin,
    w.is_overlapped AS is_overlapped,
    w.turn_id AS turn_id,
    coalesce(p.name, s.label) AS name,
    p.id AS person_id
FROM words w
JOIN turns t ON t.id = w.turn_id
JOIN runs run ON run.id = t.run_id AND run.is_current = 1
JOIN v_recordings r ON r.recording_id = run.recording_id
LEFT JOIN speakers s ON s.id = w.speaker_id
LEFT JOIN people_speakers ps ON ps.speaker_id = w.speaker_id
LEFT JOIN people p ON p.id = ps.person_id;
