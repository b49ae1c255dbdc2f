-- People: whose voice a speaker of a recording is. Speakers never change; who they are follows from what was decided.

-- For how long each speaker was heard alone in a run, as it was heard before anybody corrected it.
CREATE TABLE voices (
    speaker_id INTEGER PRIMARY KEY REFERENCES speakers (id) ON DELETE CASCADE,
    clean_seconds REAL NOT NULL CHECK (clean_seconds >= 0)
) STRICT;

-- Stretches of a run in which exactly one speaker is heard. Going through the beginnings (+1) and ends (-1) of speech in
-- order, one speaker is heard where their sum is 1, and the sum of the same with the speakers' ids says who.
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

CREATE VIEW heard_speech AS
SELECT run_id, speaker_id, start_seconds, end_seconds FROM original_speech WHERE is_exclusive = 0
UNION ALL
SELECT run_id, speaker_id, start_seconds, end_seconds FROM speech
WHERE is_exclusive = 0 AND NOT EXISTS (SELECT 1 FROM original_speech WHERE run_id = speech.run_id);

INSERT INTO voices (speaker_id, clean_seconds)
SELECT speakers.id, coalesce(lone.seconds, 0.0) FROM speakers LEFT JOIN (
    SELECT speaker_id, sum(end_seconds - start_seconds) AS seconds FROM lone_speech GROUP BY speaker_id
) AS lone ON lone.speaker_id = speakers.id;

-- One row for each decision about people, by a user or by the program, in order. Undone ones stay.
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
CREATE INDEX people_events_cause ON people_events (cause_id);

-- The speakers whom a decision is about.
CREATE TABLE people_event_voices (
    event_id INTEGER NOT NULL REFERENCES people_events (id) ON DELETE CASCADE,
    speaker_id INTEGER NOT NULL REFERENCES speakers (id) ON DELETE CASCADE,
    -- For kind carry: the speaker of an earlier run who is the same.
    former_speaker_id INTEGER REFERENCES speakers (id) ON DELETE CASCADE,
    -- For kind match: how alike the voices are.
    score REAL,
    PRIMARY KEY (event_id, speaker_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX people_event_voices_speaker ON people_event_voices (speaker_id);
CREATE INDEX people_event_voices_former ON people_event_voices (former_speaker_id);

-- Voices that were given for kind enrol: little-endian 32-bit floats as in speakers.
CREATE TABLE people_event_samples (
    event_id INTEGER NOT NULL REFERENCES people_events (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    file TEXT NOT NULL,
    embedding BLOB NOT NULL CHECK (length(embedding) % 4 = 0),
    clean_seconds REAL NOT NULL CHECK (clean_seconds >= 0),
    PRIMARY KEY (event_id, ordinal)
) STRICT, WITHOUT ROWID;

-- What follows from the decisions; made anew after each of them.
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    -- Mean of the voice, of length 0 where none is known.
    profile BLOB NOT NULL CHECK (length(profile) % 4 = 0),
    profile_seconds REAL NOT NULL CHECK (profile_seconds >= 0)
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
CREATE INDEX people_speakers_person ON people_speakers (person_id);

DROP VIEW v_turns;
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

DROP VIEW v_words;
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

DROP VIEW v_talk_time;
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
