-- What a report that comes, changes or goes bears on, so that only that is gathered again: see docs/ledger.md.
-- Reports are named by report.n. All of it is made from the rest of the ledger and can be made again: while
-- `shelved` in meta is empty there is none of it, and the next gathering makes it.

INSERT INTO meta VALUES ('shelved', ''), ('shelvings', '0');

-- Reports that changed since the matters were gathered. A report may stand here several times.
CREATE TABLE touched (n INTEGER PRIMARY KEY AUTOINCREMENT, report INTEGER NOT NULL) STRICT;

-- A report that tells something, the first of its near-copies, and the runs of its words (sorted 64-bit hashes).
CREATE TABLE text_shelved (report INTEGER PRIMARY KEY, copy_of INTEGER NOT NULL, runs BLOB NOT NULL) STRICT;
CREATE INDEX text_shelved_copy_of ON text_shelved (copy_of);
CREATE TABLE run (run INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (run, report)) STRICT, WITHOUT ROWID;

-- What a report tells of one happening. Tellings of one component hang together, and are gathered together.
CREATE TABLE telling (
  id        INTEGER PRIMARY KEY,
  report    INTEGER NOT NULL,
  nth       INTEGER NOT NULL,
  component INTEGER NOT NULL,
  claims    TEXT NOT NULL,     -- JSON: ids of claims
  slot      INTEGER NOT NULL,
  filed     BLOB NOT NULL,     -- its keys in `shelf`, as 64-bit numbers
  looked    BLOB NOT NULL
) STRICT;
CREATE INDEX telling_report ON telling (report);
CREATE INDEX telling_component ON telling (component);

-- Which tellings stand on a shelf (looks 0), and which look there for others, in their own slot and in those beside it.
CREATE TABLE shelf (
  key     INTEGER NOT NULL,
  looks   INTEGER NOT NULL,
  slot    INTEGER NOT NULL,
  telling INTEGER NOT NULL,
  PRIMARY KEY (key, looks, slot, telling)
) STRICT, WITHOUT ROWID;

-- Which ids stood for a claim.
CREATE INDEX anchor_claim ON anchor (report, span_start, span_end, kind);

-- What marks a report as touched: its text, date, outlet and edition, its reading, the id it is shown under, and
-- rulings on its claims. (An undoing is marked where it is written: what it undoes may be an undoing itself.)
CREATE TRIGGER report_came AFTER INSERT ON report
  BEGIN INSERT INTO touched (report) VALUES (new.n); END;
CREATE TRIGGER report_changed AFTER UPDATE OF key, text, exact_text, outlet, published ON report
  BEGIN INSERT INTO touched (report) VALUES (new.n); END;
CREATE TRIGGER report_edition_changed AFTER UPDATE OF edition_of, current ON report
  WHEN old.edition_of IS NOT new.edition_of OR old.current IS NOT new.current
  BEGIN
    INSERT INTO touched (report) VALUES (new.n);
    INSERT INTO touched (report) SELECT DISTINCT r.n FROM alias mine JOIN alias other ON other.id = mine.id
      JOIN report r ON r.key = other.report WHERE mine.report = new.key AND other.report <> new.key;
  END;
CREATE TRIGGER reading_came AFTER INSERT ON reading
  BEGIN INSERT INTO touched (report) SELECT n FROM report WHERE key = new.report; END;
CREATE TRIGGER reading_changed AFTER UPDATE OF report, body ON reading
  BEGIN INSERT INTO touched (report) SELECT n FROM report WHERE key = new.report; END;
CREATE TRIGGER reading_went AFTER DELETE ON reading
  BEGIN INSERT INTO touched (report) SELECT n FROM report WHERE key = old.report; END;
CREATE TRIGGER alias_came AFTER INSERT ON alias
  BEGIN
    INSERT INTO touched (report) SELECT n FROM report WHERE key = new.report;
    -- an id that a second report comes under names neither any more
    INSERT INTO touched (report) SELECT r.n FROM alias a JOIN report r ON r.key = a.report
      WHERE a.id = new.id AND a.report <> new.report AND 2 >=
        (SELECT count(DISTINCT edition_of) FROM alias JOIN report ON key = alias.report WHERE alias.id = new.id);
  END;
CREATE TRIGGER alias_went AFTER DELETE ON alias
  BEGIN
    INSERT INTO touched (report) SELECT n FROM report WHERE key = old.report;
    INSERT INTO touched (report) SELECT r.n FROM alias a JOIN report r ON r.key = a.report WHERE a.id = old.id;
  END;
CREATE TRIGGER ruling_came AFTER INSERT ON decision_claim
  WHEN (SELECT verb FROM decision WHERE id = new.decision)
    IN ('reject', 'correct', 'add', 'same', 'different', 'split', 'set_aside')
  BEGIN
    INSERT INTO touched (report) SELECT n FROM report
      WHERE edition_of = (SELECT edition_of FROM report WHERE key = new.report);
  END;
CREATE TRIGGER ruling_went AFTER DELETE ON decision_claim
  BEGIN
    INSERT INTO touched (report) SELECT r.n FROM report r WHERE r.edition_of IN
      (SELECT m.edition_of FROM decision_claim d JOIN report m ON m.key = d.report WHERE d.decision = old.decision
       UNION SELECT m.edition_of FROM report m WHERE m.key = old.report);
  END;
