-- CreateIndex
CREATE INDEX "duty_stream_opened_at_idx" ON "duty"("stream", "opened_at");
