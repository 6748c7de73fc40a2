-- Whoever speaks for a township is asked about its children in every turn: not out of the whole of each file.
ALTER TABLE "case_file" ADD COLUMN "township" TEXT;
UPDATE "case_file" SET "township" = "state"->>'township' WHERE "state"->>'township' IS NOT NULL;
DROP INDEX "case_file_of_case";
CREATE INDEX "case_file_of_case" ON "case_file" ("student") INCLUDE ("township")
  WHERE (active OR listed OR stage = 'CLOSED') AND (listed OR stage <> 'ABSENT_EXCUSED');

-- What somebody was last shown of a duty is looked up in what was sent about duties lately, not in all of a year.
CREATE INDEX "notice_of_duties" ON "notice" ("recipient", "day") WHERE state IN ('sent', 'sending') AND duties <> '{}';
