-- min and max, not minOrNull: of a table partitioned by its time they are answered from what its parts are known to hold, without reading a row.
SELECT
    toInt64(count()),
    if(count() > 0, toUnixTimestamp64Milli(toDateTime64(min({oldest:Identifier}), 3, 'UTC')), NULL),
    if(count() > 0, toUnixTimestamp64Milli(toDateTime64(max({newest:Identifier}), 3, 'UTC')), NULL)
FROM {table:Identifier}
