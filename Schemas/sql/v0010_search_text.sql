-- What the full-text index takes in place of the text, where that is written without spaces between words: each of its
-- characters by itself. NULL for all other turns. The program writes it with every text.
ALTER TABLE turns ADD COLUMN search_text TEXT;

DROP VIEW indexed_turns;
CREATE VIEW indexed_turns AS
SELECT turns.id, coalesce(turns.search_text, turns.text) AS text
FROM turns JOIN runs ON runs.id = turns.run_id WHERE runs.is_current = 1;

DROP TRIGGER turns_index_insert;
DROP TRIGGER turns_index_delete;
DROP TRIGGER turns_index_update;
DROP TRIGGER runs_index_delete;
DROP TRIGGER runs_index_leave;
DROP TRIGGER runs_index_enter;
CREATE TRIGGER turns_index_insert AFTER INSERT ON turns
WHEN EXISTS (SELECT 1 FROM runs WHERE id = new.run_id AND is_current = 1) BEGIN
    INSERT INTO turns_fts (rowid, text) VALUES (new.id, coalesce(new.search_text, new.text));
END;
CREATE TRIGGER turns_index_delete AFTER DELETE ON turns
WHEN EXISTS (SELECT 1 FROM runs WHERE id = old.run_id AND is_current = 1) BEGIN
    INSERT INTO turns_fts (turns_fts, rowid, text) VALUES ('delete', old.id, coalesce(old.search_text, old.text));
END;
CREATE TRIGGER turns_index_update AFTER UPDATE OF id, text, search_text ON turns
WHEN EXISTS (SELECT 1 FROM runs WHERE id = old.run_id AND is_current = 1) BEGIN
    INSERT INTO turns_fts (turns_fts, rowid, text) VALUES ('delete', old.id, coalesce(old.search_text, old.text));
    INSERT INTO turns_fts (rowid, text) VALUES (new.id, coalesce(new.search_text, new.text));
END;
CREATE TRIGGER runs_index_delete BEFORE DELETE ON runs WHEN old.is_current = 1 BEGIN
    INSERT INTO turns_fts (turns_fts, rowid, text)
    SELECT 'delete', id, coalesce(search_text, text) FROM turns WHERE run_id = old.id;
END;
CREATE TRIGGER runs_index_leave AFTER UPDATE OF is_current ON runs
WHEN old.is_current = 1 AND new.is_current = 0 BEGIN
    INSERT INTO turns_fts (turns_fts, rowid, text)
    SELECT 'delete', id, coalesce(search_text, text) FROM turns WHERE run_id = old.id;
END;
CREATE TRIGGER runs_index_enter AFTER UPDATE OF is_current ON runs
WHEN old.is_current = 0 AND new.is_current = 1 BEGIN
    INSERT INTO turns_fts (rowid, text) SELECT id, coalesce(search_text, text) FROM turns WHERE run_id = new.id;
END;
