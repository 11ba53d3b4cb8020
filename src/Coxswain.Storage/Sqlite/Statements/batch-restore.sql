INSERT INTO batches (id, shape, first_id, last_id, token) VALUES ($id, $shape, $first_id, $last_id, $token)
