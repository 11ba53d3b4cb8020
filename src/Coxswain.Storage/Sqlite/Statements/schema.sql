SELECT name, replace(coalesce(sql, ''), char(13), '') FROM sqlite_schema ORDER BY name
