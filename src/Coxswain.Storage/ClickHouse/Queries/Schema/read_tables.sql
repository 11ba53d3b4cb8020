SELECT name, engine, create_table_query FROM system.tables WHERE database = currentDatabase() AND NOT is_temporary
