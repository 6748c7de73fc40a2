-- Whose guardian somebody is, without going through all families of the county.
CREATE INDEX "guardian_person_idx" ON "guardian"("person");
