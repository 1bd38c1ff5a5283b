-- Who is private is decided in the reading, by the words around each name: places and how often words are written small
-- have no part in it any more, and are kept no more.
DROP TRIGGER told_came;
DROP TRIGGER told_goes;
DROP VIEW told_each;
ALTER TABLE told DROP COLUMN places;
ALTER TABLE told DROP COLUMN words;
DELETE FROM heard WHERE what IN ('place', 'word');
ALTER TABLE heard DROP COLUMN net;

CREATE VIEW told_each AS
  SELECT n, 'named' AS what, j.value FROM told, json_each(named) j
  UNION ALL SELECT n, 'outlet', outlet FROM told WHERE outlet IS NOT NULL
  UNION ALL SELECT n, 'author', author FROM told WHERE author IS NOT NULL
  UNION ALL SELECT n, 'published', published FROM told WHERE published IS NOT NULL;
CREATE TRIGGER told_came AFTER INSERT ON told
  BEGIN
    INSERT INTO heard SELECT what, value, 1 FROM told_each WHERE n = new.n
      ON CONFLICT (what, value) DO UPDATE SET reports = reports + 1;
  END;
CREATE TRIGGER told_goes BEFORE DELETE ON told
  BEGIN
    UPDATE heard SET reports = reports - 1
      FROM (SELECT what, value FROM told_each WHERE n = old.n) e
      WHERE heard.what = e.what AND heard.value = e.value;
    DELETE FROM heard WHERE reports = 0 AND (what, value) IN (SELECT what, value FROM told_each WHERE n = old.n);
  END;
