-- Calls that were sent and whose end is not recorded yet: what each may cost. A row goes in the transaction that keeps the call's record.
CREATE TABLE reservations (
    call_id TEXT NOT NULL PRIMARY KEY,
    session TEXT NOT NULL,
    -- Where the session was, and whose, as far as it was known.
    project TEXT NOT NULL,
    branch TEXT NOT NULL,
    user TEXT NOT NULL,
    -- The client's own, by which its telemetry may tell of the call.
    client_request_id TEXT NOT NULL,
    model TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    -- A decimal, as text: no amount is rounded.
    estimate_usd TEXT NOT NULL
);

PRAGMA user_version = 3;
