SELECT source, toString(day), toInt64(rows) FROM coxswain_backfill FINAL
