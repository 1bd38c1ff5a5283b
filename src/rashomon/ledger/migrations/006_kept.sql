-- What the desk and the sharing profile are asked of most, kept so that nothing is made when a ledger is opened.
-- All of it is made from the rest of the ledger: a test makes it anew and compares.

-- Reports that another edition took the place of are few.
CREATE INDEX report_past ON report (key) WHERE NOT current;

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
