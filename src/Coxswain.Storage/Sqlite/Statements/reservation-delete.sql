DELETE FROM reservations WHERE call_id = $call_id
