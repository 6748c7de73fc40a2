-- CreateTable
CREATE TABLE "twelve_phone" (
    "student" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "phone" TEXT NOT NULL,

    CONSTRAINT "twelve_phone_pkey" PRIMARY KEY ("student","title")
);
