-- In which turn of its stream a row was last written: a process that remembers a school reads what was written since, not all of it.
ALTER TABLE "case_file" ADD COLUMN "turn" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "class_day" ADD COLUMN "turn" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "duty" ADD COLUMN "turn" INTEGER NOT NULL DEFAULT 0;
CREATE INDEX "duty_stream_turn_idx" ON "duty"("stream", "turn");

-- The last turn in which rows were changed without being told as written in it: what was remembered before counts for nothing.
ALTER TABLE "stream" ADD COLUMN "rewritten" INTEGER NOT NULL DEFAULT 0;
UPDATE "stream" SET "rewritten" = "turn";
