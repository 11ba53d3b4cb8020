ALTER TABLE budgets ADD COLUMN user TEXT NOT NULL DEFAULT '';

PRAGMA user_version = 5;
