INSERT INTO content_hashes (committed_ms, hashes) VALUES ($committed_ms, $hashes) RETURNING id
