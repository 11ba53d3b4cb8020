-- The price book in force; no row: none was written yet.
SELECT book_hash FROM prices LIMIT 1
