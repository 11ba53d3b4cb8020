INSERT INTO transcript_cursors (path, offset_bytes, head_hash, state) VALUES ($path, $offset_bytes, $head_hash, $state)
ON CONFLICT (path) DO UPDATE SET offset_bytes = excluded.offset_bytes, head_hash = excluded.head_hash, state = excluded.state
