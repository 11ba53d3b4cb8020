SELECT alert_id, channel, at_ms FROM alert_deliveries ORDER BY alert_id, channel
