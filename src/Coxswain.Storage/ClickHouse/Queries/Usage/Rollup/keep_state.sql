INSERT INTO coxswain_usage_state (id, rules, prices_us, through, version)
SELECT 1, {rules:String}, {prices_us:Int64}, fromUnixTimestamp64Milli({through_ms:Int64}, 'UTC'), {version:UInt64}
