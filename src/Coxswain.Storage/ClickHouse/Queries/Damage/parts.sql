SELECT table, name, toInt64(bytes_on_disk) FROM system.parts WHERE database = currentDatabase() AND active ORDER BY table, name
