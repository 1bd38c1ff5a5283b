-- The first schema. A migration that has been released is never edited: the next change is the next file.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('generation', '0'), ('gathered', '0'), ('packs', '[]');

CREATE TABLE report (
  n              INTEGER PRIMARY KEY,
  key            TEXT NOT NULL UNIQUE,
  sha256         TEXT NOT NULL,
  text_sha256    TEXT NOT NULL,
  text           TEXT NOT NULL,
  exact_text     BLOB,              -- only where the text holds lone surrogates, which a TEXT column cannot
  raw            BLOB NOT NULL,     -- the original bytes, zlib
  media_type     TEXT NOT NULL,
  title          TEXT,
  author         TEXT,
  outlet         TEXT,
  url            TEXT,
  final_url      TEXT,
  published      TEXT,
  published_from TEXT,
  language       TEXT,
  fetched_at     TEXT,
  fetched_from   TEXT,
  added_by       TEXT,
  added_at       TEXT NOT NULL,
  edition_of     TEXT NOT NULL REFERENCES report (key) DEFERRABLE INITIALLY DEFERRED,
  edition        INTEGER NOT NULL DEFAULT 1,
  current        INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX report_edition_of ON report (edition_of);
CREATE INDEX report_sha256 ON report (sha256);

-- Every id and every address that a report came under. Two reports may have come under one id.
CREATE TABLE alias (
  id       TEXT NOT NULL,
  report   TEXT NOT NULL REFERENCES report (key),
  added_by TEXT,
  added_at TEXT NOT NULL,
  PRIMARY KEY (id, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_report ON alias (report);

CREATE TABLE address (
  url    TEXT NOT NULL,
  report TEXT NOT NULL REFERENCES report (key),
  PRIMARY KEY (url, report)
) STRICT, WITHOUT ROWID;

CREATE TABLE part (
  report     TEXT NOT NULL REFERENCES report (key),
  n          INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

-- The one reading that a report has now. A body of NULL: its language is not read by this version.
CREATE TABLE reading (
  report  TEXT PRIMARY KEY REFERENCES report (key),
  version TEXT NOT NULL,
  world   TEXT NOT NULL,
  read_at TEXT NOT NULL,
  body    BLOB
) STRICT;

-- What readings say, as rows to ask: made again with each reading, never the only copy.
CREATE TABLE statement (
  n          INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  report     TEXT NOT NULL REFERENCES report (key),
  manner     TEXT NOT NULL,
  stance     TEXT NOT NULL,
  speaker    TEXT NOT NULL,
  role       TEXT NOT NULL,
  camp       TEXT NOT NULL,
  entity     TEXT,
  named      INTEGER NOT NULL,
  via        TEXT,
  span_start INTEGER,
  span_end   INTEGER,
  quote      TEXT NOT NULL
) STRICT;
CREATE INDEX statement_report ON statement (report);
CREATE INDEX statement_camp ON statement (camp);

CREATE TABLE claim (
  id            TEXT PRIMARY KEY,
  statement     TEXT NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
  report        TEXT NOT NULL REFERENCES report (key),
  kind          TEXT NOT NULL,
  acled         TEXT,
  plover        TEXT,
  polarity      TEXT NOT NULL,
  modality      TEXT NOT NULL,
  actor         TEXT,
  actor_camp    TEXT,
  target        TEXT,
  target_camp   TEXT,
  site          TEXT,
  holder        TEXT,
  holder_camp   TEXT,
  weapon        TEXT,
  place         TEXT,
  gazetteer     TEXT,
  lat           REAL,
  lon           REAL,
  radius_km     REAL,
  precision     TEXT,
  country       TEXT,
  admin1        TEXT,
  day_from      TEXT,
  day_to        TEXT,
  trigger_start INTEGER NOT NULL,
  trigger_end   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_report ON claim (report);
CREATE INDEX claim_statement ON claim (statement);
CREATE INDEX claim_kind ON claim (kind, day_from);

-- Matters. An id is minted once and never given to another matter; one that is not live redirects or is gone.
CREATE TABLE matter (
  id         TEXT PRIMARY KEY,
  live       INTEGER NOT NULL,
  incident   TEXT NOT NULL REFERENCES incident (id),
  kind       TEXT NOT NULL,
  claim_kind TEXT NOT NULL,
  place      TEXT,
  day_from   TEXT,
  day_to     TEXT,
  status     TEXT NOT NULL,
  body       TEXT NOT NULL,
  minted_at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE incident (id TEXT PRIMARY KEY, live INTEGER NOT NULL, minted_at TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE matter_claim (
  matter TEXT NOT NULL REFERENCES matter (id),
  claim  TEXT NOT NULL,
  camp   TEXT NOT NULL,
  PRIMARY KEY (matter, claim, camp)
) STRICT, WITHOUT ROWID;
CREATE INDEX matter_claim_claim ON matter_claim (claim);

-- Which claims an id stood for, by what outlives a reading: the report, the trigger's span and the kind.
CREATE TABLE anchor (
  owner      TEXT NOT NULL,
  report     TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  PRIMARY KEY (owner, report, span_start, span_end, kind)
) STRICT, WITHOUT ROWID;

-- Old ids of matters and incidents. A new id of NULL: nothing that it stood for is claimed any more.
CREATE TABLE redirect (old TEXT PRIMARY KEY, new TEXT, at TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- What a person ruled. Rows are only ever added: undoing is another row that names the first in `undoes`.
CREATE TABLE decision (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  at          TEXT NOT NULL,
  by          TEXT NOT NULL,
  why         TEXT NOT NULL,
  verb        TEXT NOT NULL CHECK (verb IN
                ('accept', 'reject', 'correct', 'same', 'different', 'set_aside', 'sign_off', 'undo')),
  report      TEXT,
  sha256      TEXT,
  text_sha256 TEXT,
  span_start  INTEGER,
  span_end    INTEGER,
  kind        TEXT,
  field       TEXT,
  value       TEXT,
  matter      TEXT,
  other       TEXT,
  undoes      INTEGER REFERENCES decision (id),
  CHECK ((verb = 'undo') = (undoes IS NOT NULL)),
  CHECK ((span_start IS NULL) = (span_end IS NULL)),
  CHECK (verb = 'undo' OR text_sha256 IS NOT NULL OR matter IS NOT NULL)
) STRICT;
CREATE INDEX decision_report ON decision (report);
CREATE TRIGGER decision_is_never_changed BEFORE UPDATE ON decision
  BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_is_never_removed BEFORE DELETE ON decision
  BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;

CREATE TABLE event (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  at     TEXT NOT NULL,
  by     TEXT,
  what   TEXT NOT NULL,
  thing  TEXT,
  detail TEXT
) STRICT;

CREATE VIRTUAL TABLE report_words USING fts5 (
  title, text, content = 'report', content_rowid = 'n', tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER report_words_add AFTER INSERT ON report
  BEGIN INSERT INTO report_words (rowid, title, text) VALUES (new.n, new.title, new.text); END;

CREATE VIRTUAL TABLE statement_words USING fts5 (
  speaker, quote, content = 'statement', content_rowid = 'n', tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER statement_words_add AFTER INSERT ON statement
  BEGIN INSERT INTO statement_words (rowid, speaker, quote) VALUES (new.n, new.speaker, new.quote); END;
CREATE TRIGGER statement_words_remove AFTER DELETE ON statement
  BEGIN INSERT INTO statement_words (statement_words, rowid, speaker, quote)
    VALUES ('delete', old.n, old.speaker, old.quote); END;
