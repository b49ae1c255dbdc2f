-- The full-text index also holds the beginnings of words, of one to four letters: what `be*` finds is one list then, and
-- need not be put together from those of all words that begin so.
DROP TABLE turns_fts;
CREATE VIRTUAL TABLE turns_fts USING fts5 (
    text, content = 'indexed_turns', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2',
    prefix = '1 2 3 4'
);
INSERT INTO turns_fts (turns_fts) VALUES ('rebuild');
