-- CreateTable
CREATE TABLE "snapshot" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "first" DATE NOT NULL,
    "last" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "taken_by" TEXT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "snapshot_cell" (
    "snapshot" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "figure" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "township" TEXT,
    "school" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "rows" TEXT[],

    CONSTRAINT "snapshot_cell_pkey" PRIMARY KEY ("snapshot","ordinal")
);

-- CreateIndex
CREATE UNIQUE INDEX "snapshot_key_key" ON "snapshot"("key");

-- CreateIndex
CREATE INDEX "snapshot_kind_last_idx" ON "snapshot"("kind", "last");

-- CreateIndex
CREATE INDEX "duty_due_at_idx" ON "duty"("due_at");

-- By hand from here: what Prisma's schema language cannot say.

-- A sheet that was frozen stays as it was; what is corrected since is found by counting again.
CREATE FUNCTION "snapshot_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'snapshots are append-only: freeze another one';
END
$$;
CREATE TRIGGER "snapshot_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "snapshot"
  FOR EACH STATEMENT EXECUTE FUNCTION "snapshot_is_append_only"();
CREATE TRIGGER "snapshot_cell_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "snapshot_cell"
  FOR EACH STATEMENT EXECUTE FUNCTION "snapshot_is_append_only"();

-- What figures are counted from, out of the daily coming and going: the moves of cases, and what was done about them.
CREATE INDEX "fact_case_steps" ON "fact" ("at") WHERE
  (kind = 'dispatch' OR kind = 'stage' AND (
    body->>'to' IN ('SUSPECTED', 'SUSPECTED_7', 'LONG_ABSENT', 'DROPOUT', 'NOT_ENROLLED', 'RETURNED', 'CLOSED')
    OR body->>'from' IN ('SUSPECTED', 'SUSPECTED_7', 'LONG_ABSENT', 'DROPOUT', 'NOT_ENROLLED', 'RETURNED', 'CLOSED')));
CREATE INDEX "fact_acts" ON "fact" ("at") WHERE kind IN ('visit', 'paper', 'ticket');
