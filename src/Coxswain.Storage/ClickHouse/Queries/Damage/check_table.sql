-- Reads every file of every part; the answer names each part.
CHECK TABLE {table:Identifier} SETTINGS check_query_single_value_result = 0
