-- CreateTable
CREATE TABLE "survey" (
    "township" TEXT NOT NULL,
    "year" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "counts" JSONB NOT NULL,
    "missed" INTEGER NOT NULL,
    "wrong" INTEGER NOT NULL,

    CONSTRAINT "survey_pkey" PRIMARY KEY ("township","year")
);

-- CreateTable
CREATE TABLE "survey_row" (
    "township" TEXT NOT NULL,
    "year" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "details" TEXT NOT NULL,

    CONSTRAINT "survey_row_pkey" PRIMARY KEY ("township","year","row")
);
