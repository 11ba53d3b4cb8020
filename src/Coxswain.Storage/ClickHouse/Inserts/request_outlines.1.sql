INSERT INTO request_outlines (request_key, sent_at, shape_hash, parameters_hash, messages, kept_messages, requested_lifetime_s, earliness)
FORMAT RowBinary
