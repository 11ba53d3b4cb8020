CREATE TABLE budgets (
    name TEXT NOT NULL PRIMARY KEY,
    period TEXT NOT NULL,
    -- A decimal, as text: no amount is rounded.
    limit_usd TEXT NOT NULL,
    project TEXT NOT NULL,
    branch TEXT NOT NULL,
    -- Lines of "action percent".
    ladder TEXT NOT NULL
);

CREATE TABLE budget_overrides (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Empty: all budgets.
    budget TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    why TEXT NOT NULL
);

PRAGMA user_version = 2;
