SELECT toInt64(rows), toInt64(bytes_on_disk), path, partition_id
FROM system.parts
WHERE database = currentDatabase() AND table = {table:String} AND name = {part:String} AND active
