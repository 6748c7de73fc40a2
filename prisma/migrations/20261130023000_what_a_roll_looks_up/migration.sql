-- A roll is given only the files about which something stands; leave that was given for later days stands without a mark.
UPDATE "case_file" SET "marked" = greatest("marked", (
    SELECT max((span->>'until')::date) FROM jsonb_array_elements("state"->'leaves') AS told(span)))
  WHERE jsonb_array_length("state"->'leaves') > 0;

-- The children whom a township has to bring back are few of all who ever had a file.
CREATE INDEX "case_file_of_township" ON "case_file" ("township") WHERE "township" IS NOT NULL;

-- The classes of a school, and the schools of a township, whenever one is loaded.
CREATE INDEX "unit_parent_idx" ON "unit"("parent");
