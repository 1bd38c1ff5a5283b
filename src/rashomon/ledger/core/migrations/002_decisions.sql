-- Decisions on claims, on what belongs together and on persons, anchored to words and their context; what readings
-- and matters were before, so that the ledger can be asked as it stood; and forgetting, the one way to take away.

CREATE TABLE reading_past (
  n       INTEGER PRIMARY KEY,
  report  TEXT NOT NULL REFERENCES report (key),
  version TEXT NOT NULL,
  world   TEXT NOT NULL,
  read_at TEXT NOT NULL,
  body    BLOB
) STRICT;
CREATE INDEX reading_past_report ON reading_past (report);

-- Every state that a matter was stored in. What it was before this schema is not known: it begins with what is there.
CREATE TABLE matter_past (
  n        INTEGER PRIMARY KEY,
  matter   TEXT NOT NULL,
  at       TEXT NOT NULL,
  live     INTEGER NOT NULL,
  incident TEXT NOT NULL,
  status   TEXT NOT NULL,
  body     TEXT NOT NULL
) STRICT;
CREATE INDEX matter_past_matter ON matter_past (matter);
INSERT INTO matter_past (matter, at, live, incident, status, body)
  SELECT id, minted_at, live, incident, status, body FROM matter;

DROP TRIGGER decision_is_never_changed;
DROP TRIGGER decision_is_never_removed;
DROP INDEX decision_report;
ALTER TABLE decision RENAME TO decision_1;
CREATE TABLE decision (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  at     TEXT NOT NULL,
  by     TEXT NOT NULL,
  why    TEXT NOT NULL,
  verb   TEXT NOT NULL CHECK (verb IN ('accept', 'reject', 'correct', 'add', 'same', 'different', 'split', 'set_aside',
           'sign_off', 'protect', 'release', 'undo')),
  matter TEXT,
  other  TEXT,
  person TEXT,
  field  TEXT,
  value  TEXT,
  undoes INTEGER REFERENCES decision (id),
  CHECK ((verb = 'undo') = (undoes IS NOT NULL)),
  CHECK ((verb IN ('protect', 'release')) = (person IS NOT NULL))
) STRICT;
INSERT INTO decision (id, at, by, why, verb, matter, other, field, value, undoes)
  SELECT id, at, by, why, verb, matter, other, field, value, undoes FROM decision_1;

-- Which claims a decision is about, by what outlives a reading. Side 1 is "this", side 2 "and that".
CREATE TABLE decision_claim (
  decision    INTEGER NOT NULL REFERENCES decision (id),
  side        INTEGER NOT NULL CHECK (side IN (1, 2)),
  report      TEXT NOT NULL,
  text_sha256 TEXT NOT NULL,
  span_start  INTEGER NOT NULL,
  span_end    INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  quote       TEXT NOT NULL,
  before      TEXT NOT NULL,
  after       TEXT NOT NULL,
  PRIMARY KEY (decision, side, report, span_start, span_end, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_claim_report ON decision_claim (report);
INSERT INTO decision_claim
  SELECT d.id, 1, d.report, d.text_sha256, d.span_start, d.span_end, d.kind,
         substr(r.text, d.span_start + 1, d.span_end - d.span_start),
         substr(r.text, max(0, d.span_start - 32) + 1, d.span_start - max(0, d.span_start - 32)),
         substr(r.text, d.span_end + 1, 32)
  FROM decision_1 d JOIN report r ON r.key = d.report WHERE d.span_start IS NOT NULL;
INSERT INTO decision_claim
  SELECT d.id, CASE a.owner WHEN d.matter THEN 1 ELSE 2 END, a.report, r.text_sha256, a.span_start, a.span_end, a.kind,
         substr(r.text, a.span_start + 1, a.span_end - a.span_start),
         substr(r.text, max(0, a.span_start - 32) + 1, a.span_start - max(0, a.span_start - 32)),
         substr(r.text, a.span_end + 1, 32)
  FROM decision_1 d JOIN anchor a ON a.owner IN (d.matter, d.other) JOIN report r ON r.key = a.report
  WHERE d.verb IN ('same', 'different');
DROP TABLE decision_1;

-- Append-only, but for `forget`, which says so in `meta` for the length of its own transaction.
CREATE TRIGGER decision_is_never_changed BEFORE UPDATE ON decision
  WHEN NOT EXISTS (SELECT 1 FROM meta WHERE name = 'forgetting')
  BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_is_never_removed BEFORE DELETE ON decision
  WHEN NOT EXISTS (SELECT 1 FROM meta WHERE name = 'forgetting')
  BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_claim_is_never_changed BEFORE UPDATE ON decision_claim
  WHEN NOT EXISTS (SELECT 1 FROM meta WHERE name = 'forgetting')
  BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_claim_is_never_removed BEFORE DELETE ON decision_claim
  WHEN NOT EXISTS (SELECT 1 FROM meta WHERE name = 'forgetting')
  BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
