-- The district has a stream of its own for what stands above its schools.
INSERT INTO stream (id, ticked_at, next_at)
SELECT id, now(), now() FROM unit WHERE kind = 'district'
ON CONFLICT (id) DO NOTHING;
