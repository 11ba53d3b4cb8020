-- Lines of transcripts nobody has a place for.
SELECT
    toString(line_type) AS type,
    toInt64(sum(lines)) AS count,
    toInt64(uniqExact(path)) AS files,
    max(path) AS example
FROM transcript_gaps FINAL
GROUP BY type
ORDER BY count DESC, type
