TRUNCATE TABLE IF EXISTS coxswain_backfill
