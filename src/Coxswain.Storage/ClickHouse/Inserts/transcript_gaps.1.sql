INSERT INTO transcript_gaps (path, offset_bytes, line_type, lines)
FORMAT RowBinary
