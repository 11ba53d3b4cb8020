DELETE FROM alert_deliveries WHERE channel = $channel AND at_ms <= 0
