-- CreateTable
CREATE TABLE "daily_message" (
    "person" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "place" INTEGER NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "daily_message_pkey" PRIMARY KEY ("person","day","place")
);

-- CreateIndex
CREATE UNIQUE INDEX "daily_message_person_day_key_key" ON "daily_message"("person", "day", "key");
