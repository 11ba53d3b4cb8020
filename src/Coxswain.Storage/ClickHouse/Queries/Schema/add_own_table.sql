INSERT INTO coxswain_tables (table_name) SELECT {table:String}
