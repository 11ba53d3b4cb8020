INSERT INTO coxswain_usage_scope (pass, is_key, value)
SELECT {pass:UInt64}, 0, arrayJoin({sessions:Array(String)})
