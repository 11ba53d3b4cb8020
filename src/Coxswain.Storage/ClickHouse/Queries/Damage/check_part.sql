-- Reads every file of one part. ClickHouse takes a part's name here as a literal only.
CHECK TABLE {table:Identifier} PART '/*part*/' SETTINGS check_query_single_value_result = 0
