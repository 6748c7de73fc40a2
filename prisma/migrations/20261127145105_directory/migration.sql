-- DropIndex
DROP INDEX "person_phone_index_key";

-- AlterTable
ALTER TABLE "guardian" ADD COLUMN     "until" DATE;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "until" DATE;

-- AlterTable
ALTER TABLE "post" ADD COLUMN     "source" TEXT;

-- AlterTable
ALTER TABLE "student" ADD COLUMN     "until" DATE;

-- AlterTable
ALTER TABLE "unit" ADD COLUMN     "until" DATE;

-- CreateTable
CREATE TABLE "directory_state" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "directory_state_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "person_phone_index_idx" ON "person"("phone_index");
