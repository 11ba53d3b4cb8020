SELECT channel, at_ms FROM alert_deliveries WHERE alert_id = $alert_id ORDER BY channel
