SELECT id, row_count FROM outbox INDEXED BY outbox_sizes ORDER BY id
