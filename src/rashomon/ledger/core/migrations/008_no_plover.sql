-- Claims have no codes of PLOVER any more: docs/kinds.md says why.
ALTER TABLE claim DROP COLUMN plover;
