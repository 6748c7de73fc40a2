-- Who asked: a person sees how the own referrals stand.
CREATE INDEX "duty_asked_by" ON "duty" ((plan->'asked'->>'by')) WHERE plan->'asked'->>'by' IS NOT NULL;
