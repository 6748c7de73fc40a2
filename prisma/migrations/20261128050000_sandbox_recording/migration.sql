-- AlterTable
ALTER TABLE "sandbox_line" ADD COLUMN     "recording" TEXT;
