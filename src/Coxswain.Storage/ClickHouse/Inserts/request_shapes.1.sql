INSERT INTO request_shapes (shape_hash, time, session_id, version, system_blocks, system_bytes, tools, tools_bytes)
FORMAT RowBinary
