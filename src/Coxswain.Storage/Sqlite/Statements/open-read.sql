PRAGMA busy_timeout = 10000;
PRAGMA query_only = 1;
PRAGMA cache_size = -2048;
