-- When recordings were made, an index of current turns only, and views for anybody's own questions.

-- ISO 8601 in UTC: when the file was last changed, which for a recording is when it ended, unless it was copied since
-- without its time. Of several copies the earliest counts. NULL where it is not known.
ALTER TABLE recordings ADD COLUMN recorded_at TEXT;

-- What the full-text index holds: turns of earlier runs would only be found to be left out again.
CREATE VIEW indexed_turns AS
SELECT turns.id, turns.text FROM turns JOIN runs ON runs.id = turns.run_id WHERE runs.is_current = 1;

DROP TRIGGER turns_index_insert;
DROP TRIGGER turns_index_delete;
DROP TRIGGER turns_index_update;
DROP TABLE turns_fts;
CREATE VIRTUAL TABLE turns_fts USING fts5 (
    text, content = 'indexed_turns', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO turns_fts (turns_fts) VALUES ('rebuild');

CREATE TRIGGER turns_index_insert AFTER INSERT ON turns
WHEN EXISTS (SELECT 1 FROM runs WHERE id = new.run_id AND is_current = 1) BEGIN
    INSERT INTO turns_fts (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER turns_index_delete AFTER DELETE ON turns
WHEN EXISTS (SELECT 1 FROM runs WHERE id = old.run_id AND is_current = 1) BEGIN
    INSERT INTO turns_fts (turns_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER turns_index_update AFTER UPDATE OF id, text ON turns
WHEN EXISTS (SELECT 1 FROM runs WHERE id = old.run_id AND is_current = 1) BEGIN
    INSERT INTO turns_fts (turns_fts, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO turns_fts (rowid, text) VALUES (new.id, new.text);
END;
-- A deleted run's turns go after it, when nothing tells any more whether it was current.
CREATE TRIGGER runs_index_delete BEFORE DELETE ON runs WHEN old.is_current = 1 BEGIN
    INSERT INTO turns_fts (turns_fts, rowid, text) SELECT 'delete', id, text FROM turns WHERE run_id = old.id;
END;
CREATE TRIGGER runs_index_leave AFTER UPDATE OF is_current ON runs
WHEN old.is_current = 1 AND new.is_current = 0 BEGIN
    INSERT INTO turns_fts (turns_fts, rowid, text) SELECT 'delete', id, text FROM turns WHERE run_id = old.id;
END;
CREATE TRIGGER runs_index_enter AFTER UPDATE OF is_current ON runs
WHEN old.is_current = 0 AND new.is_current = 1 BEGIN
    INSERT INTO turns_fts (rowid, text) SELECT id, text FROM turns WHERE run_id = new.id;
END;

-- The views whose names begin with v_ are for everybody. Columns may be added; those that are here keep their
-- meaning. They show the current transcripts, times in seconds, and turns and words counted from 1.

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
    t.confidence AS confidence
FROM turns t
JOIN runs run ON run.id = t.run_id AND run.is_current = 1
JOIN v_recordings r ON r.recording_id = run.recording_id
LEFT JOIN speakers s ON s.id = t.speaker_id;

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
    w.turn_id AS turn_id
FROM words w
JOIN turns t ON t.id = w.turn_id
JOIN runs run ON run.id = t.run_id AND run.is_current = 1
JOIN v_recordings r ON r.recording_id = run.recording_id
LEFT JOIN speakers s ON s.id = w.speaker_id;

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
        ) AS longest_turn_seconds
    FROM speakers s
    JOIN runs run ON run.id = s.run_id AND run.is_current = 1
    JOIN v_recordings r ON r.recording_id = run.recording_id
);

-- Finds a speaker's name among those of all recordings without reading them all.
CREATE INDEX speakers_label ON speakers (label);
