INSERT OR IGNORE INTO alert_deliveries (alert_id, channel, at_ms) VALUES ($alert_id, $channel, $at_ms)
