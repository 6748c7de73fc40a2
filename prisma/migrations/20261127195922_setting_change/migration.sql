-- CreateTable
CREATE TABLE "setting_change" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "author" TEXT NOT NULL,
    "words" TEXT NOT NULL,

    CONSTRAINT "setting_change_pkey" PRIMARY KEY ("id")
);
