DELETE FROM outbox WHERE id BETWEEN $first_id AND $last_id AND shape = $shape
