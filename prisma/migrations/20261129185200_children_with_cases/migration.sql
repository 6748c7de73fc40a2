-- Whoever speaks for a township or the district is asked about children with a case: few of all files, and in every turn.
CREATE INDEX "case_file_of_case" ON "case_file" ("student") WHERE active OR listed OR stage = 'CLOSED';
