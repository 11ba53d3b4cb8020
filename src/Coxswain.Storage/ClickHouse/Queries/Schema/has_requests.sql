SELECT if((SELECT count() FROM api_requests) + (SELECT count() FROM sessions) > 0, 'yes', 'no')
