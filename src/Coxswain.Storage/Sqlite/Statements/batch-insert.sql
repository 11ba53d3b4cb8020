INSERT INTO batches (shape, first_id, last_id, token) VALUES ($shape, $first_id, $last_id, $token) RETURNING id
