-- CreateTable
CREATE TABLE "comparison_run" (
    "id" SERIAL NOT NULL,
    "term" TEXT NOT NULL,
    "as_of" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "files" TEXT NOT NULL,
    "told" JSONB NOT NULL,

    CONSTRAINT "comparison_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "listed_child" (
    "id" TEXT NOT NULL,
    "term" TEXT NOT NULL,
    "list" TEXT NOT NULL,
    "township" TEXT,
    "period" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "village" TEXT,
    "school" TEXT,
    "class" TEXT,
    "kind" TEXT NOT NULL,
    "id_number_index" TEXT,
    "details" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "answer" TEXT,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "first_run" INTEGER NOT NULL,
    "last_run" INTEGER NOT NULL,

    CONSTRAINT "listed_child_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "listed_child_township_state_idx" ON "listed_child"("township", "state");

-- CreateIndex
CREATE INDEX "listed_child_person_idx" ON "listed_child"("person");
