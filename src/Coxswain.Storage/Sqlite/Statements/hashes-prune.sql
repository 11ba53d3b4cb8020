DELETE FROM content_hashes WHERE id <= $id
