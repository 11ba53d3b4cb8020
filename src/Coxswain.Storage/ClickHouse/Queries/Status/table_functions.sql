SELECT lower(name) AS name FROM system.table_functions
