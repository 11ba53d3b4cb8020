SELECT DISTINCT table_name FROM coxswain_tables
