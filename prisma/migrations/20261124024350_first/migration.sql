-- CreateTable
CREATE TABLE "unit" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "parent" TEXT,
    "first_lesson" TEXT,
    "plan" JSONB,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT,
    "phone_index" TEXT,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post" (
    "id" SERIAL NOT NULL,
    "person" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "unit" TEXT,
    "office" TEXT,
    "students" TEXT[],
    "from" DATE NOT NULL,
    "until" DATE,

    CONSTRAINT "post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_leave" (
    "id" SERIAL NOT NULL,
    "person" TEXT NOT NULL,
    "deputy" TEXT,
    "from" DATE NOT NULL,
    "until" DATE NOT NULL,

    CONSTRAINT "staff_leave_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "student" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "class" TEXT,
    "school" TEXT NOT NULL,
    "household" TEXT NOT NULL,
    "village" TEXT,
    "flags" TEXT[],
    "id_number" TEXT,
    "id_number_index" TEXT,
    "restricted" TEXT,

    CONSTRAINT "student_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guardian" (
    "student" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "relation" TEXT,
    "working" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "guardian_pkey" PRIMARY KEY ("student","person")
);

-- CreateTable
CREATE TABLE "stream" (
    "id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "turn" INTEGER NOT NULL DEFAULT 0,
    "hash" TEXT NOT NULL DEFAULT '',
    "ticked_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stream_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "id" BIGSERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "handled_at" TIMESTAMPTZ(3),
    "act" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fact" (
    "stream" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "student" TEXT,
    "class" TEXT,
    "author" TEXT NOT NULL,
    "author_role" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "words" TEXT,
    "body" JSONB NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "fact_pkey" PRIMARY KEY ("stream","seq")
);

-- CreateTable
CREATE TABLE "case_file" (
    "student" TEXT NOT NULL,
    "school" TEXT NOT NULL,
    "class" TEXT,
    "stage" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "marked" DATE,
    "state" JSONB NOT NULL,

    CONSTRAINT "case_file_pkey" PRIMARY KEY ("student")
);

-- CreateTable
CREATE TABLE "class_day" (
    "class" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "school" TEXT NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "class_day_pkey" PRIMARY KEY ("class","day")
);

-- CreateTable
CREATE TABLE "duty" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "student" TEXT,
    "class" TEXT,
    "period" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "actor" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "proof" TEXT,
    "policy" TEXT NOT NULL,
    "plan" JSONB NOT NULL,

    CONSTRAINT "duty_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "matter" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "ordinal" INTEGER,
    "content" JSONB NOT NULL,
    "duties" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL,
    "send_at" TIMESTAMPTZ(3) NOT NULL,
    "urgent" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claimed_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "text" TEXT,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "person" TEXT NOT NULL,
    "question" JSONB,
    "state" JSONB,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("person")
);

-- CreateTable
CREATE TABLE "paper" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "student" TEXT NOT NULL,
    "school" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "number" TEXT NOT NULL,
    "fields" TEXT NOT NULL,

    CONSTRAINT "paper_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "look" (
    "id" BIGSERIAL NOT NULL,
    "viewer" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "student" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "look_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "closure" (
    "school" TEXT NOT NULL,
    "day" DATE NOT NULL,

    CONSTRAINT "closure_pkey" PRIMARY KEY ("school","day")
);

-- CreateTable
CREATE TABLE "sandbox_clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "play" INTEGER NOT NULL DEFAULT 0,
    "real" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sandbox_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sandbox_line" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT,
    "rules" TEXT[],
    "options" JSONB,
    "paper" TEXT,
    "seen" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "sandbox_line_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "person_phone_index_key" ON "person"("phone_index");

-- CreateIndex
CREATE UNIQUE INDEX "post_person_role_unit_from_key" ON "post"("person", "role", "unit", "from");

-- CreateIndex
CREATE UNIQUE INDEX "staff_leave_person_from_key" ON "staff_leave"("person", "from");

-- CreateIndex
CREATE UNIQUE INDEX "student_id_number_index_key" ON "student"("id_number_index");

-- CreateIndex
CREATE INDEX "stream_next_at_idx" ON "stream"("next_at");

-- CreateIndex
CREATE INDEX "inbox_sender_sent_at_idx" ON "inbox"("sender", "sent_at");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_channel_message_id_key" ON "inbox"("channel", "message_id");

-- CreateIndex
CREATE UNIQUE INDEX "fact_key_key" ON "fact"("key");

-- CreateIndex
CREATE INDEX "fact_student_at_idx" ON "fact"("student", "at");

-- CreateIndex
CREATE INDEX "fact_class_at_idx" ON "fact"("class", "at");

-- CreateIndex
CREATE INDEX "case_file_school_active_idx" ON "case_file"("school", "active");

-- CreateIndex
CREATE INDEX "case_file_school_marked_idx" ON "case_file"("school", "marked");

-- CreateIndex
CREATE INDEX "case_file_class_idx" ON "case_file"("class");

-- CreateIndex
CREATE INDEX "class_day_school_day_idx" ON "class_day"("school", "day");

-- CreateIndex
CREATE INDEX "duty_class_opened_at_idx" ON "duty"("class", "opened_at");

-- CreateIndex
CREATE INDEX "duty_student_opened_at_idx" ON "duty"("student", "opened_at");

-- CreateIndex
CREATE UNIQUE INDEX "notice_key_key" ON "notice"("key");


-- CreateIndex
CREATE UNIQUE INDEX "notice_recipient_matter_day_ordinal_key" ON "notice"("recipient", "matter", "day", "ordinal");

-- CreateIndex
CREATE INDEX "paper_student_idx" ON "paper"("student");

-- CreateIndex
CREATE INDEX "look_student_idx" ON "look"("student");

-- CreateIndex
CREATE UNIQUE INDEX "sandbox_line_key_key" ON "sandbox_line"("key");

-- CreateIndex
CREATE INDEX "sandbox_line_person_id_idx" ON "sandbox_line"("person", "id");

-- By hand from here: promises that Prisma's schema language cannot say.

-- No more than six notices to one person about one matter a day.
ALTER TABLE "notice" ADD CONSTRAINT "notice_daily_cap" CHECK ("ordinal" BETWEEN 1 AND 6);

-- Facts are appended, never edited and never taken out (P0-TRUTH).
CREATE FUNCTION "fact_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'facts are append-only: a correction is another fact';
END
$$;
CREATE TRIGGER "fact_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "fact"
  FOR EACH STATEMENT EXECUTE FUNCTION "fact_is_append_only"();

-- What the tick looks for: live duties by their next moment.
CREATE INDEX "duty_wakes" ON "duty" ("stream", "next_at") WHERE "next_at" IS NOT NULL;
CREATE INDEX "duty_of_school" ON "duty" ("stream") WHERE "class" IS NULL;
CREATE INDEX "duty_live_of_class" ON "duty" ("class") WHERE "state" IN ('open', 'overdue');
CREATE INDEX "duty_live_of_student" ON "duty" ("student") WHERE "state" IN ('open', 'overdue');
CREATE INDEX "duty_live" ON "duty" ("actor") WHERE "state" IN ('open', 'overdue');
CREATE INDEX "notice_pending" ON "notice" ("send_at", "recipient") WHERE "state" IN ('pending', 'sending');
CREATE INDEX "inbox_unhandled" ON "inbox" ("id") WHERE "handled_at" IS NULL;

-- What waits is found by small partial indexes; they stay small only if what is done is swept out of them soon.
ALTER TABLE "notice" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500, fillfactor = 80);
ALTER TABLE "duty" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, fillfactor = 80);
ALTER TABLE "stream" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200, fillfactor = 50);
