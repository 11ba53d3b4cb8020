-- Thresholds that were crossed. The unique key is what makes each of them one alert a period.
CREATE TABLE budget_alerts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    budget TEXT NOT NULL,
    -- The period and its first local day, or the session: "day 2026-11-25", "session 0f3c…".
    span TEXT NOT NULL,
    percent INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    -- Decimals, as text: no amount is rounded.
    spent_usd TEXT NOT NULL,
    limit_usd TEXT NOT NULL,
    UNIQUE (budget, span, percent)
);

-- Which channel has taken which alert.
CREATE TABLE alert_deliveries (
    alert_id INTEGER NOT NULL,
    channel TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (alert_id, channel)
);

PRAGMA user_version = 4;
