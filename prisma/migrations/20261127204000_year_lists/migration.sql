-- AlterTable
ALTER TABLE "case_file" ADD COLUMN     "listed" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "case_file_school_listed_idx" ON "case_file"("school", "listed");
-- A school’s own year stands in seeds/calendar with the county’s.
ALTER TABLE "unit" DROP COLUMN "plan";
