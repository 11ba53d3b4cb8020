ALTER TABLE coxswain_usage_scope DELETE WHERE pass = {pass:UInt64}
