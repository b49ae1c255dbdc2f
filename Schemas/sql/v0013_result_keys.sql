-- What makes a run current: the versions of everything in the program that its result depends on, in a text that the
-- program writes and compares. Null for imports, and for runs from before this column.
ALTER TABLE runs ADD COLUMN result_key TEXT;
