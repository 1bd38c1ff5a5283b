-- Who may sign in at the desk, and who is signed in. Of a password its hash alone is here, of a session that of its token.
CREATE TABLE member (
  key      TEXT PRIMARY KEY,
  name     TEXT NOT NULL,
  role     TEXT NOT NULL CHECK (role IN ('reader', 'analyst', 'editor', 'owner')),
  password TEXT NOT NULL,
  made     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE session (
  token   TEXT PRIMARY KEY,
  member  TEXT NOT NULL REFERENCES member (key) ON DELETE CASCADE,
  began   TEXT NOT NULL,
  seen    TEXT NOT NULL,
  ends    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_member ON session (member);
