-- What the desk asks by: the claim at a spot, claims of a place, statements of a speaker, matters of a happening, old ids of one.
CREATE INDEX claim_trigger ON claim (report, trigger_start, trigger_end, kind);
CREATE INDEX claim_gazetteer ON claim (gazetteer);
CREATE INDEX statement_entity ON statement (entity);
CREATE INDEX matter_incident ON matter (incident);
CREATE INDEX matter_past_at ON matter_past (matter, at);
CREATE INDEX redirect_new ON redirect (new);
CREATE INDEX decision_matter ON decision (matter);
CREATE INDEX decision_other ON decision (other);
CREATE INDEX decision_undoes ON decision (undoes);

-- Claims that somebody wants looked at again. Not a ruling: a flag is put up and taken down, and says nothing else.
CREATE TABLE flag (
  report     TEXT NOT NULL REFERENCES report (key) ON DELETE CASCADE ON UPDATE CASCADE,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  at         TEXT NOT NULL,
  PRIMARY KEY (report, span_start, span_end, kind)
) STRICT, WITHOUT ROWID;
