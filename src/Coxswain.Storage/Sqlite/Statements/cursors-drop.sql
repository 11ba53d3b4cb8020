UPDATE transcript_cursors SET offset_bytes = 0, head_hash = 0, state = '' WHERE offset_bytes > 0
