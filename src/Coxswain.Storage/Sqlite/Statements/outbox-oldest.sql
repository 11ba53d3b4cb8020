SELECT committed_ms FROM outbox INDEXED BY outbox_sizes ORDER BY id LIMIT 1
