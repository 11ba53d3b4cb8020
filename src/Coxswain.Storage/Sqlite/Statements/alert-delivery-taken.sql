UPDATE alert_deliveries SET at_ms = $at_ms WHERE alert_id = $alert_id AND channel = $channel AND at_ms <= 0
