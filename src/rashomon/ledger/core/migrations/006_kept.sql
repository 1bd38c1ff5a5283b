-- What the desk and the sharing profile are asked of most, kept so that nothing is made when a ledger is opened.
-- All of it is made from the rest of the ledger: a test makes it anew and compares.

-- Reports that another edition took the place of are few. A report may be asked for by the hash of its text.
CREATE INDEX report_past ON report (key) WHERE NOT current;
CREATE INDEX report_text_sha256 ON report (text_sha256);
CREATE INDEX report_outlet ON report (outlet);
CREATE INDEX statement_speaker ON statement (speaker);

-- A line of the list for each matter that is live, without what people ruled. `claims` counts its claims; `apart` has
-- those of its claims that are in no current reading, `statements` the numbers of its statements, with blanks between.
CREATE TABLE line (
  matter     TEXT PRIMARY KEY REFERENCES matter (id) ON DELETE CASCADE ON UPDATE CASCADE,
  incident   TEXT NOT NULL,
  status     TEXT NOT NULL,
  kind       TEXT NOT NULL,
  claim_kind TEXT NOT NULL,
  place      TEXT,
  day_from   TEXT,
  day_to     TEXT,
  changed    TEXT NOT NULL,
  camps      TEXT NOT NULL,
  place_id   TEXT,
  lat        REAL,
  lon        REAL,
  radius_km  REAL,
  precision  TEXT,
  claims     INTEGER NOT NULL,
  apart      TEXT,
  statements TEXT
) STRICT, WITHOUT ROWID;

-- How a line is made; of several places of the matter's name the narrowest.
CREATE VIEW line_made AS
  SELECT m.id AS matter, m.incident, m.status, m.kind, m.claim_kind, m.place, m.day_from, m.day_to,
         coalesce((SELECT max(at) FROM matter_past WHERE matter = m.id), '') AS changed,
         coalesce((SELECT group_concat(camp, char(10)) FROM
           (SELECT DISTINCT camp FROM matter_claim WHERE matter = m.id ORDER BY camp)), '') AS camps,
         p.gazetteer AS place_id, p.lat, p.lon, p.radius_km, p.precision,
         (SELECT count(DISTINCT claim) FROM matter_claim WHERE matter = m.id) AS claims,
         (SELECT group_concat(claim, ' ') FROM
           (SELECT DISTINCT mc.claim FROM matter_claim mc LEFT JOIN claim c ON c.id = mc.claim
            LEFT JOIN report r ON r.key = c.report WHERE mc.matter = m.id AND coalesce(r.current, 0) = 0)) AS apart,
         (SELECT group_concat(n, ' ') FROM
           (SELECT DISTINCT s.n FROM matter_claim mc JOIN claim c ON c.id = mc.claim
            JOIN statement s ON s.id = c.statement WHERE mc.matter = m.id ORDER BY s.n)) AS statements
  FROM matter m LEFT JOIN claim p ON p.id =
    (SELECT c.id FROM matter_claim mc JOIN claim c ON c.id = mc.claim WHERE mc.matter = m.id AND c.place = m.place
     ORDER BY coalesce(c.radius_km, 9e999), c.id LIMIT 1)
  WHERE m.live;
INSERT INTO line SELECT * FROM line_made;

-- What each report tells of who is private and which places must not be told (`rashomon.sharing.known`): by the method
-- that stands under `told` in meta. A report that changes, or is read otherwise, has none until it is asked again.
INSERT INTO meta VALUES ('told', '');
CREATE TABLE told (
  n         INTEGER PRIMARY KEY AUTOINCREMENT,
  report    TEXT NOT NULL UNIQUE REFERENCES report (key) ON DELETE CASCADE ON UPDATE CASCADE,
  outlet    TEXT,
  author    TEXT,
  published TEXT,
  named     TEXT NOT NULL,     -- JSON: the named speakers, each as the text of a JSON object
  places    TEXT NOT NULL,     -- JSON: names of places
  withheld  TEXT NOT NULL,     -- JSON: ids of claims of which nothing leaves
  sensitive TEXT NOT NULL,     -- JSON: ids of claims whose place is widened
  words     TEXT NOT NULL      -- JSON: for each word how often it is written small, less how often it need not be capital
) STRICT;

-- The same of all reports together: how many tell it, and of words the sum.
CREATE TABLE heard (
  what    TEXT NOT NULL,
  value   TEXT NOT NULL,
  reports INTEGER NOT NULL,
  net     INTEGER NOT NULL,
  PRIMARY KEY (what, value)
) STRICT, WITHOUT ROWID;
CREATE VIEW told_each AS
  SELECT n, 'named' AS what, j.value, 0 AS net FROM told, json_each(named) j
  UNION ALL SELECT n, 'place', j.value, 0 FROM told, json_each(places) j
  UNION ALL SELECT n, 'word', j.key, j.value FROM told, json_each(words) j
  UNION ALL SELECT n, 'outlet', outlet, 0 FROM told WHERE outlet IS NOT NULL
  UNION ALL SELECT n, 'author', author, 0 FROM told WHERE author IS NOT NULL
  UNION ALL SELECT n, 'published', published, 0 FROM told WHERE published IS NOT NULL;
CREATE TRIGGER told_came AFTER INSERT ON told
  BEGIN
    INSERT INTO heard SELECT what, value, 1, net FROM told_each WHERE n = new.n
      ON CONFLICT (what, value) DO UPDATE SET reports = reports + 1, net = net + excluded.net;
  END;
CREATE TRIGGER told_goes BEFORE DELETE ON told
  BEGIN
    UPDATE heard SET reports = reports - 1, net = heard.net - e.net
      FROM (SELECT what, value, net FROM told_each WHERE n = old.n) e
      WHERE heard.what = e.what AND heard.value = e.value;
    DELETE FROM heard WHERE reports = 0 AND (what, value) IN (SELECT what, value FROM told_each WHERE n = old.n);
  END;

CREATE TRIGGER told_of_report AFTER UPDATE OF key, text, exact_text, outlet, author, published, current ON report
  BEGIN DELETE FROM told WHERE report IN (old.key, new.key); END;
CREATE TRIGGER told_of_new_reading AFTER INSERT ON reading
  BEGIN DELETE FROM told WHERE report = new.report; END;
CREATE TRIGGER told_of_reading AFTER UPDATE ON reading
  BEGIN DELETE FROM told WHERE report IN (old.report, new.report); END;
CREATE TRIGGER told_of_no_reading AFTER DELETE ON reading
  BEGIN DELETE FROM told WHERE report = old.report; END;
