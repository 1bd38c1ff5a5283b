-- What people keep for their work, none of it a ruling: filters by name, with when each person looked last, and the pairs
-- of matters of which somebody could not say whether they are the same.
CREATE TABLE view (
  name  TEXT PRIMARY KEY,
  query TEXT NOT NULL,
  by    TEXT NOT NULL,
  at    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE looked (
  view TEXT NOT NULL REFERENCES view (name) ON DELETE CASCADE ON UPDATE CASCADE,
  by   TEXT NOT NULL,
  at   TEXT NOT NULL,
  PRIMARY KEY (view, by)
) STRICT, WITHOUT ROWID;
CREATE TABLE unsure (
  one   TEXT NOT NULL REFERENCES matter (id) ON DELETE CASCADE ON UPDATE CASCADE,
  other TEXT NOT NULL REFERENCES matter (id) ON DELETE CASCADE ON UPDATE CASCADE,
  by    TEXT NOT NULL,
  at    TEXT NOT NULL,
  PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
