SELECT coalesce(sum(row_count) FILTER (WHERE kind <> 3), 0), coalesce(sum(row_count) FILTER (WHERE kind = 3), 0) FROM quarantine
