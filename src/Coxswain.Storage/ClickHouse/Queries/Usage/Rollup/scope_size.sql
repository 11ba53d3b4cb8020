SELECT count() FROM coxswain_usage_scope WHERE pass = {pass:UInt64}
