-- A case told of twice in a day is asked about twice, each time with its reminders: in a rehearsed year up to eight notices to one
-- person about one matter. What is stopped by the cap is a machine that repeats itself.
ALTER TABLE "notice" DROP CONSTRAINT "notice_daily_cap";
ALTER TABLE "notice" ADD CONSTRAINT "notice_daily_cap" CHECK ("ordinal" BETWEEN 1 AND 12);
