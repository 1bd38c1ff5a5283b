-- Notes, tags and who is to see to a thing are rows of the same log; rows made at one time know which of them was first.
-- The list of verbs stands in a CHECK, which SQLite changes in no other way than by a new table.
ALTER TABLE decision_claim RENAME TO decision_claim_1;
ALTER TABLE decision RENAME TO decision_2;
DROP TRIGGER decision_is_never_changed;
DROP TRIGGER decision_is_never_removed;
DROP TRIGGER decision_claim_is_never_changed;
DROP TRIGGER decision_claim_is_never_removed;
DROP TRIGGER ruling_came;
DROP TRIGGER ruling_went;
DROP INDEX decision_matter;
DROP INDEX decision_other;
DROP INDEX decision_undoes;
DROP INDEX decision_claim_report;
CREATE TABLE decision (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  at     TEXT NOT NULL,
  by     TEXT NOT NULL,
  why    TEXT NOT NULL,
  verb   TEXT NOT NULL CHECK (verb IN ('accept', 'reject', 'correct', 'add', 'same', 'different', 'split', 'set_aside',
           'sign_off', 'protect', 'release', 'note', 'tag', 'assign', 'undo')),
  matter TEXT,
  other  TEXT,
  person TEXT,
  field  TEXT,
  value  TEXT,
  undoes INTEGER REFERENCES decision (id),
  act    INTEGER,
  CHECK ((verb = 'undo') = (undoes IS NOT NULL)),
  CHECK ((verb IN ('protect', 'release')) = (person IS NOT NULL)),
  CHECK (verb NOT IN ('note', 'tag', 'assign') OR value IS NOT NULL)
) STRICT;
INSERT INTO decision (id, at, by, why, verb, matter, other, person, field, value, undoes)
  SELECT id, at, by, why, verb, matter, other, person, field, value, undoes FROM decision_2 ORDER BY id;
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'decision_2')
  WHERE name = 'decision' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'decision_2');
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
INSERT INTO decision_claim SELECT * FROM decision_claim_1;
DROP TABLE decision_claim_1;
DROP TABLE decision_2;
CREATE INDEX decision_claim_report ON decision_claim (report);
CREATE INDEX decision_matter ON decision (matter);
CREATE INDEX decision_other ON decision (other);
CREATE INDEX decision_undoes ON decision (undoes);
CREATE INDEX decision_act ON decision (act);
CREATE INDEX decision_verb ON decision (verb);

-- As before.
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
CREATE TRIGGER ruling_came AFTER INSERT ON decision_claim
  WHEN (SELECT verb FROM decision WHERE id = new.decision)
    IN ('reject', 'correct', 'add', 'same', 'different', 'split', 'set_aside')
  BEGIN
    INSERT INTO touched (report) SELECT n FROM report
      WHERE edition_of = (SELECT edition_of FROM report WHERE key = new.report);
  END;
CREATE TRIGGER ruling_went AFTER DELETE ON decision_claim
  WHEN old.kind <> ''
  BEGIN
    INSERT INTO touched (report) SELECT r.n FROM report r WHERE r.edition_of IN
      (SELECT m.edition_of FROM decision_claim d JOIN report m ON m.key = d.report WHERE d.decision = old.decision
       UNION SELECT m.edition_of FROM report m WHERE m.key = old.report);
  END;
