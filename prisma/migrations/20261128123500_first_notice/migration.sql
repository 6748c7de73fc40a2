-- Who is to have the first notice is asked every few minutes: neither a year's notices nor a year's facts are read for it.
CREATE INDEX "notice_to_guardian" ON "notice" ("recipient", "day") WHERE role = 'guardian' AND kind <> 'reply' AND state = 'sent';
CREATE INDEX "notice_first" ON "notice" ("matter", "recipient") WHERE matter LIKE 'notice_given|%';
CREATE INDEX "fact_notice_given" ON "fact" ("key") WHERE kind = 'notice_given';
