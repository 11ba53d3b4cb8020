SELECT id, committed_ms, hashes FROM content_hashes ORDER BY id
