-- The session another one was forked from, as the newest line it copied says: that line's time and the session it was written for.
ALTER TABLE sessions/*cluster*/
    ADD COLUMN IF NOT EXISTS t_origin SimpleAggregateFunction(max, Tuple(copied_until DateTime64(3, 'UTC'), session_id String)) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS origin_session_id String ALIAS tupleElement(identity(t_origin), 'session_id'),
    ADD COLUMN IF NOT EXISTS copied_until DateTime64(3, 'UTC') ALIAS tupleElement(identity(t_origin), 'copied_until');

-- Every total a client wrote down, not only the newest (session_costs): a fork's total goes on from the one its origin had then. Read with FINAL.
CREATE TABLE IF NOT EXISTS session_cost_states/*cluster*/ (
    session_id String CODEC(ZSTD(1)),
    seen_at DateTime64(3, 'UTC') CODEC(ZSTD(1)),
    -- Totals only grow; of two at one time the larger is the later.
    total_cost_usd SimpleAggregateFunction(max, Nullable(Decimal(38, 12))) CODEC(ZSTD(1))
) ENGINE = AggregatingMergeTree()
ORDER BY (session_id, seen_at)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS session_cost_states_mv/*cluster*/ TO session_cost_states AS
SELECT session_id, seen_at, total_cost_usd FROM session_costs;

-- What is there already; earlier totals come when transcripts are read again.
INSERT INTO session_cost_states (session_id, seen_at, total_cost_usd)
SELECT session_id, seen_at, total_cost_usd FROM session_costs FINAL;

-- All transcripts are read again (060); what is gone cannot be looked up any more, and what is not would be counted under two offsets.
-- unless column sessions.t_origin
TRUNCATE TABLE IF EXISTS transcript_gaps/*cluster*/;
