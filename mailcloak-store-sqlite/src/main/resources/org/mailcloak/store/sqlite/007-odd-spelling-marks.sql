-- Which change of the odd spellings (005-site-facts.sql) it was: a change that was rolled back, or made in another copy of the file, may
-- have the same number and not the same mark. The last thousand of each table are kept, so that a program that has read the rows as they
-- were after one of them can read those alone that were added since.
CREATE TABLE odd_spelling_marks (
    table_name  TEXT NOT NULL,
    changes     INTEGER NOT NULL,
    mark        INTEGER NOT NULL,
    PRIMARY KEY (table_name, changes)
);

INSERT INTO odd_spelling_marks(table_name, changes, mark) SELECT table_name, changes, random() FROM odd_spellings;

CREATE TRIGGER mailcloak_odd_spellings_marked
AFTER UPDATE OF changes ON odd_spellings
FOR EACH ROW
BEGIN
    INSERT OR REPLACE INTO odd_spelling_marks(table_name, changes, mark) VALUES (NEW.table_name, NEW.changes, random());
    DELETE FROM odd_spelling_marks WHERE table_name = NEW.table_name AND changes <= NEW.changes - 1000;
END;
