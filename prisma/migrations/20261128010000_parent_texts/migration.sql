-- AlterTable
ALTER TABLE "guardian" ADD COLUMN     "language" TEXT,
ADD COLUMN     "voice" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "text_review" (
    "id" BIGSERIAL NOT NULL,
    "text" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "reviewer" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "until" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "words" TEXT NOT NULL,

    CONSTRAINT "text_review_pkey" PRIMARY KEY ("id")
);
