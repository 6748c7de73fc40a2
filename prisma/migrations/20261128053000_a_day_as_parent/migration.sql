-- DropIndex
DROP INDEX "daily_message_person_day_key_key";

-- AlterTable
ALTER TABLE "daily_message" DROP CONSTRAINT "daily_message_pkey",
ADD COLUMN     "as_parent" BOOLEAN NOT NULL DEFAULT false,
ADD CONSTRAINT "daily_message_pkey" PRIMARY KEY ("person", "as_parent", "day", "place");

-- CreateIndex
CREATE UNIQUE INDEX "daily_message_person_as_parent_day_key_key" ON "daily_message"("person", "as_parent", "day", "key");
