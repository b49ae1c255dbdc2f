-- The queue: which contents are to be transcribed, who is at it, and what became of it.
-- Instants are seconds since 1970-01-01 UTC by the clock of the machine.

-- One row for each process that works on jobs. While it lives, it holds a lock on byte `id` of the file beside the
-- archive whose name ends in `-workers`; the operating system lets go of it, however the process ends.
CREATE TABLE workers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    process_id INTEGER NOT NULL,
    program_version TEXT NOT NULL,
    started_at REAL NOT NULL
) STRICT;

-- One row for each request to transcribe a content, with all that a repetition needs.
-- Only the worker whose claim has the current fencing token may change a running job.
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
-- The same work is never open twice.
CREATE UNIQUE INDEX jobs_open ON jobs (content_hash, settings, models)
    WHERE state IN ('queued', 'running', 'retrying', 'quarantined');
CREATE INDEX jobs_state ON jobs (state, id);
CREATE INDEX jobs_worker ON jobs (worker_id);
CREATE INDEX jobs_recording ON jobs (recording_id);

-- Where the content of a job was seen, in the order in which it was seen there.
CREATE TABLE job_paths (
    job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (job_id, ordinal),
    UNIQUE (job_id, path)
) STRICT, WITHOUT ROWID;

-- What a file held when it was read last, so that an untouched file need not be read again to know its content.
CREATE TABLE file_contents (
    path TEXT PRIMARY KEY,
    file_number INTEGER NOT NULL,
    byte_count INTEGER NOT NULL,
    modified_nanoseconds INTEGER NOT NULL,
    changed_nanoseconds INTEGER NOT NULL,
    content_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;
