SELECT path, offset_bytes, head_hash, state FROM transcript_cursors
