-- Papers about anybody and anything, numbered in order, and files made for one person.
ALTER TABLE "paper" ADD COLUMN "subject" TEXT, ADD COLUMN "period" TEXT, ADD COLUMN "issuer" TEXT,
ADD COLUMN "series" TEXT, ADD COLUMN "year" INTEGER, ADD COLUMN "ordinal" INTEGER;

UPDATE "paper" SET "subject" = 'student:' || "student", "period" = 'case-' || substring("id" FROM '[0-9]+$'),
  "issuer" = "school", "series" = '控辍', "year" = substring("number" FROM '〔([0-9]{4})〕')::INTEGER,
  "ordinal" = substring("number" FROM '〕([0-9]+)号')::INTEGER;

-- Drafts that wait in the outbox name their paper in the new way.
UPDATE "notice" SET "content" = jsonb_set("content", '{file}', jsonb_build_object(
    'is', 'paper', 'paper', "content"->'file'->'paper',
    'about', jsonb_build_object('student', "content"->'file'->'student'),
    'period', coalesce((SELECT 'case-' || ("state"->>'relapse') FROM "case_file"
      WHERE "case_file"."student" = "content"->'file'->>'student'), 'case-0')))
WHERE "state" IN ('pending', 'sending') AND "content"->'file'->>'student' IS NOT NULL;

DROP INDEX "paper_student_idx";
ALTER TABLE "paper" ALTER COLUMN "subject" SET NOT NULL, ALTER COLUMN "period" SET NOT NULL,
ALTER COLUMN "issuer" SET NOT NULL, ALTER COLUMN "year" SET NOT NULL, ALTER COLUMN "number" DROP NOT NULL,
DROP COLUMN "student", DROP COLUMN "school";

CREATE UNIQUE INDEX "paper_kind_subject_period_key" ON "paper"("kind", "subject", "period");
CREATE UNIQUE INDEX "paper_issuer_series_year_ordinal_key" ON "paper"("issuer", "series", "year", "ordinal");
CREATE INDEX "paper_subject_idx" ON "paper"("subject");

CREATE TABLE "handout" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "handout_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "handout_at_idx" ON "handout"("at");
