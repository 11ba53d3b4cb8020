SELECT source, toString(day) FROM coxswain_backfill FINAL
