-- CreateTable
CREATE TABLE "campaign" (
    "id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "season" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "first" DATE NOT NULL,
    "days" INTEGER NOT NULL,
    "day" DATE,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_call" (
    "campaign" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "school" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "send_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "body" TEXT,
    "tried_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_call_pkey" PRIMARY KEY ("campaign","ordinal")
);

-- CreateTable
CREATE TABLE "campaign_parent" (
    "text" TEXT NOT NULL,
    "season" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "campaign" TEXT NOT NULL,
    "school" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "ordinal" INTEGER,
    "account" TEXT,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_parent_pkey" PRIMARY KEY ("text","season","person")
);

-- CreateIndex
CREATE INDEX "campaign_call_state_send_at_idx" ON "campaign_call"("state", "send_at");

-- CreateIndex
CREATE INDEX "campaign_parent_campaign_ordinal_idx" ON "campaign_parent"("campaign", "ordinal");

-- CreateIndex
CREATE INDEX "campaign_parent_person_idx" ON "campaign_parent"("person");

-- Who wants no general hints is asked for each request.
CREATE INDEX "fact_consent" ON "fact" ((body->>'guardian'), "at") WHERE kind = 'consent';
