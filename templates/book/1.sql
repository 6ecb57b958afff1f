-- The first version of the book. A later one is a file of its own (2.sql, 3.sql …), which changes what the one before
-- has made: what a book holds is never thrown away. Views are no part of it (views.sql): they are made anew each time.
CREATE TABLE runs (
    run_id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,        -- as it was told by --time, else by the clock
    program TEXT NOT NULL,   -- version of the program
    source TEXT NOT NULL     -- the folder of the workbooks
);
CREATE TABLE workbooks (
    workbook_id INTEGER PRIMARY KEY,
    station TEXT NOT NULL,
    station_key TEXT NOT NULL,  -- the name in one spelling: with the year, what workbooks are told apart by
    street TEXT NOT NULL,
    year TEXT NOT NULL,
    file TEXT NOT NULL,         -- below the source of its run
    digest TEXT NOT NULL,       -- SHA-256 of the file
    content TEXT NOT NULL,      -- SHA-256 of its facts: another program or scheme makes others of the same file
    program TEXT NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('current', 'twin', 'superseded')),
    added_run INTEGER NOT NULL REFERENCES runs (run_id),
    superseded_run INTEGER REFERENCES runs (run_id),
    compared BLOB NOT NULL,     -- what a later year is compared with
    CHECK ((standing = 'superseded') = (superseded_run IS NOT NULL))
);
CREATE UNIQUE INDEX one_current ON workbooks (station_key, year) WHERE standing = 'current';
CREATE INDEX workbooks_by_station ON workbooks (station_key, year, standing);
CREATE TABLE kinds (  -- what a kind is called
    kind TEXT PRIMARY KEY,
    words TEXT NOT NULL,
    unit TEXT NOT NULL,
    part TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE things (  -- what a figure is of; 0 is the workbook as a whole
    thing_id INTEGER PRIMARY KEY,
    level1 TEXT NOT NULL,
    level2 TEXT NOT NULL,
    level3 TEXT NOT NULL,
    item TEXT NOT NULL,
    indicator_id TEXT NOT NULL,
    UNIQUE (level1, level2, level3, item, indicator_id)
);
INSERT INTO things VALUES (0, '', '', '', '', '');
CREATE TABLE figures (
    workbook_id INTEGER NOT NULL REFERENCES workbooks (workbook_id),
    line INTEGER NOT NULL,  -- of the results; 0 is the workbook as a whole
    kind TEXT NOT NULL REFERENCES kinds (kind),
    thing_id INTEGER NOT NULL REFERENCES things (thing_id),
    period TEXT NOT NULL,
    value REAL,
    unit TEXT NOT NULL,
    state TEXT NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    PRIMARY KEY (workbook_id, line, kind)
) WITHOUT ROWID;
CREATE INDEX figures_by_kind ON figures (kind, workbook_id, line);
CREATE INDEX figures_by_thing ON figures (thing_id);
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
