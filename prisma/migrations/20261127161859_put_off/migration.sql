-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "put_off_at" TIMESTAMPTZ(3);
