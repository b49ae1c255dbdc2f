-- What exports have written: a file at one of these paths that still has this content may be written anew, and no other
-- file that is already there.
CREATE TABLE exports (
    path TEXT PRIMARY KEY,
    -- SHA-256 of the file's bytes.
    content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
    recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    written_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX exports_recording ON exports (recording_id);
