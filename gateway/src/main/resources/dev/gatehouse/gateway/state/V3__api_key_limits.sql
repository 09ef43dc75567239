-- The most statements of a key on each database; null: no limit.
ALTER TABLE api_keys ADD COLUMN per_minute INTEGER;
ALTER TABLE api_keys ADD COLUMN per_hour INTEGER;
