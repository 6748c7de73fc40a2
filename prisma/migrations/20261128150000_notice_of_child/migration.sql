-- What a child's family is still to be told, looked up at every decision that makes it needless.
CREATE INDEX "notice_of_child" ON "notice" ((content->'items'->0->'about'->>'student')) WHERE state = 'pending' AND role = 'guardian';
