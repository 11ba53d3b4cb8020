SELECT id, shape, first_id, last_id, token FROM batches ORDER BY first_id, id
