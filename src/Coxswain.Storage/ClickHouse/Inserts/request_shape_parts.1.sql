INSERT INTO request_shape_parts (shape_hash, time, system_hash, tools_hash)
FORMAT RowBinary
