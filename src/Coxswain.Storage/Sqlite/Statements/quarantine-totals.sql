SELECT coalesce(sum(row_count) FILTER (WHERE kind <> 3), 0),
    CASE WHEN count(*) FILTER (WHERE kind = 3 AND row_count IS NULL) > 0 THEN NULL ELSE coalesce(sum(row_count) FILTER (WHERE kind = 3), 0) END
FROM quarantine
