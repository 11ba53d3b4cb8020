SELECT toString(id) FROM coxswain_store ORDER BY created_at, id LIMIT 1
