-- AlterTable
ALTER TABLE "inbox" ADD COLUMN     "notice" TEXT,
ADD COLUMN     "place" JSONB;

-- CreateTable
CREATE TABLE "account" (
    "channel" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "subscribed" BOOLEAN,

    CONSTRAINT "account_pkey" PRIMARY KEY ("channel","id")
);

-- CreateTable
CREATE TABLE "talk" (
    "channel" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "talk_pkey" PRIMARY KEY ("channel","kind","id")
);

-- CreateTable
CREATE TABLE "chat_group" (
    "channel" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "bound_by" TEXT NOT NULL,
    "bound_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "chat_group_pkey" PRIMARY KEY ("channel","id")
);

-- CreateTable
CREATE TABLE "card" (
    "task" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "notice" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "duties" TEXT[],
    "code" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "card_pkey" PRIMARY KEY ("task")
);

-- CreateTable
CREATE TABLE "errand" (
    "key" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "taken_at" TIMESTAMPTZ(3),

    CONSTRAINT "errand_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "wecom_token" (
    "app" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wecom_token_pkey" PRIMARY KEY ("app")
);

-- CreateTable
CREATE TABLE "wecom_pace" (
    "target" TEXT NOT NULL,
    "taken" BIGINT[],
    "latest" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wecom_pace_pkey" PRIMARY KEY ("target")
);

-- CreateTable
CREATE TABLE "wecom_message" (
    "channel" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "part" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "tried_at" TIMESTAMPTZ(3),
    "msgid" TEXT,
    "response_code" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wecom_message_pkey" PRIMARY KEY ("channel","address","key","part")
);

-- CreateIndex
CREATE INDEX "account_person_idx" ON "account"("person");

-- CreateIndex
CREATE INDEX "chat_group_unit_idx" ON "chat_group"("unit");

-- CreateIndex
CREATE INDEX "card_notice_idx" ON "card"("notice");

-- CreateIndex
CREATE INDEX "errand_state_at_idx" ON "errand"("state", "at");

-- CreateIndex
CREATE INDEX "wecom_message_at_idx" ON "wecom_message"("at");
