-- Results of other systems beside the program's own runs.

-- Which system made a run.
ALTER TABLE runs ADD COLUMN system TEXT NOT NULL DEFAULT 'whosaid' CHECK (system <> '');

-- In which channel a turn is said, from 1; NULL where the channels were mixed.
ALTER TABLE turns ADD COLUMN channel INTEGER CHECK (channel > 0);

-- What else may have been said, as the other system has it. The turns are the reading of rank 1.
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
