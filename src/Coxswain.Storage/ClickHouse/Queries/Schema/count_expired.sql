-- Rows a retention deletes. Table and end are written in: an expression is no parameter.
SELECT toInt64(count()) FROM {table} WHERE {end} < now()
