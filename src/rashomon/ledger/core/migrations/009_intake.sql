-- What became of each thing that came in, in which round of adding. A line of what is stored goes with its report.
CREATE TABLE batch (
  n   INTEGER PRIMARY KEY AUTOINCREMENT,
  at  TEXT NOT NULL,
  by  TEXT,
  way TEXT NOT NULL CHECK (way IN ('read', 'desk', 'follow'))
) STRICT;
CREATE TABLE intake (
  n          INTEGER PRIMARY KEY AUTOINCREMENT,
  batch      INTEGER NOT NULL REFERENCES batch (n) ON DELETE CASCADE,
  at         TEXT NOT NULL,
  input      TEXT NOT NULL,
  id         TEXT NOT NULL,
  how        TEXT NOT NULL CHECK (how IN ('new', 'edition', 'alias', 'same', 'refused', 'not_stored', 'skipped')),
  why        TEXT NOT NULL,
  report     TEXT REFERENCES report (key) ON DELETE CASCADE ON UPDATE CASCADE,
  dated      TEXT,
  characters INTEGER,
  furniture  INTEGER,
  kept       REAL,
  guessed    TEXT NOT NULL,
  notes      TEXT NOT NULL
) STRICT;
CREATE INDEX intake_input ON intake (batch, input);
CREATE INDEX intake_report ON intake (report);
-- What comes again and changes nothing is listed once, with when it came last.
CREATE UNIQUE INDEX intake_again ON intake (input, id, how) WHERE how NOT IN ('new', 'edition');

-- What the desk took in and was not read yet. In here and not beside it: of an encrypted ledger it is encrypted.
CREATE TABLE waiting (
  n         INTEGER PRIMARY KEY AUTOINCREMENT,
  batch     INTEGER NOT NULL REFERENCES batch (n) ON DELETE CASCADE,
  name      TEXT NOT NULL,
  data      BLOB,
  published TEXT,
  outlet    TEXT
) STRICT;
CREATE INDEX waiting_batch ON waiting (batch);

-- Following: what is known of each feed and host, of each file and page, and what alerts said.
CREATE TABLE followed (
  source   TEXT PRIMARY KEY,
  etag     TEXT,
  modified TEXT,
  at       TEXT,
  not_till TEXT,
  failures INTEGER NOT NULL,
  why      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE followed_item (
  source   TEXT NOT NULL,
  item     TEXT NOT NULL,
  mark     TEXT,
  failures INTEGER NOT NULL,
  PRIMARY KEY (source, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE alert (
  n        INTEGER PRIMARY KEY AUTOINCREMENT,
  at       TEXT NOT NULL,
  view     TEXT NOT NULL,
  incident TEXT NOT NULL,
  text     TEXT NOT NULL,
  on_desk  INTEGER NOT NULL,
  sent     INTEGER NOT NULL
) STRICT;
-- States of matters that following has not said yet; kept from the first time on that somebody follows.
CREATE TABLE unsaid (
  n      INTEGER PRIMARY KEY AUTOINCREMENT,
  matter TEXT NOT NULL,
  at     TEXT NOT NULL
) STRICT;
CREATE TRIGGER state_is_unsaid AFTER INSERT ON matter_past
  WHEN EXISTS (SELECT 1 FROM meta WHERE name = 'followed')
  BEGIN
    INSERT INTO unsaid (matter, at) VALUES (new.matter, new.at);
  END;
