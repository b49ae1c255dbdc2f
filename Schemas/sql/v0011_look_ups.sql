-- Removing a row looks for those that refer to it, and admitting a recording looks for jobs on its content: without an
-- index each of these reads a whole table.
CREATE INDEX jobs_content ON jobs (content_hash);
CREATE INDEX edits_run ON edits (run_id);
CREATE INDEX people_speakers_event ON people_speakers (event_id);
CREATE INDEX people_events_undone_with ON people_events (undone_with);
CREATE INDEX file_contents_content ON file_contents (content_hash);
