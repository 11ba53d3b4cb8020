-- What a database holds; asked from outside it, for it may be gone. A table's id names its folder below store/.
SELECT name, toString(uuid) AS id, toUInt8(engine LIKE '%MergeTree') AS has_parts FROM system.tables WHERE database = {database:String} AND NOT is_temporary ORDER BY name
