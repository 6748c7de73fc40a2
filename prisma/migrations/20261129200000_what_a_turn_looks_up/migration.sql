-- Whoever speaks for a township is asked about its children in every turn: not out of the whole of each file.
ALTER TABLE "case_file" ADD COLUMN "township" TEXT;
UPDATE "case_file" SET "township" = "state"->>'township' WHERE "state"->>'township' IS NOT NULL;
DROP INDEX "case_file_of_case";
CREATE INDEX "case_file_of_case" ON "case_file" ("student") INCLUDE ("township")
  WHERE (active OR listed OR stage = 'CLOSED') AND (listed OR stage <> 'ABSENT_EXCUSED');

-- What somebody was last shown of a duty is looked up in what was sent about duties lately, not in all of a year.
CREATE INDEX "notice_of_duties" ON "notice" ("recipient", "day") WHERE state IN ('sent', 'sending') AND duties <> '{}';

-- The county's pupils at risk are few of those on a list, and are asked for whenever the district's stream is locked.
CREATE INDEX "case_file_at_risk" ON "case_file" ("student") WHERE listed AND state->'year'->>'risk' IS NOT NULL;
