-- Rows wait here, encoded for the store, from the moment their sender is answered until the store has them.
-- AUTOINCREMENT: an id never returns, so neither does a deduplication token made of ids.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    shape TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    byte_count INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    committed_ms INTEGER NOT NULL,
    rows BLOB NOT NULL
);

-- Sizes without touching the pages that hold the rows.
CREATE INDEX outbox_sizes ON outbox (id, shape, row_count, byte_count, committed_ms);

-- What one insert covers. Written before the insert, so that a restart repeats the same insert under the same token.
CREATE TABLE batches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    shape TEXT NOT NULL,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    token TEXT NOT NULL
);

-- Hashes (16 bytes each) of the request bodies of one commit.
CREATE TABLE content_hashes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    committed_ms INTEGER NOT NULL,
    hashes BLOB NOT NULL
);

CREATE TABLE transcript_cursors (
    path TEXT NOT NULL PRIMARY KEY,
    offset_bytes INTEGER NOT NULL,
    head_hash INTEGER NOT NULL,
    state TEXT NOT NULL
);

-- What was set aside; row_count is NULL when nobody can tell.
CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time_ms INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    shape TEXT NOT NULL,
    row_count INTEGER,
    reason TEXT NOT NULL,
    path TEXT NOT NULL
);

CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

PRAGMA user_version = 1;
