SELECT
    toInt64(count()),
    toUnixTimestamp64Milli(toDateTime64(minOrNull({oldest:Identifier}), 3, 'UTC')),
    toUnixTimestamp64Milli(toDateTime64(maxOrNull({newest:Identifier}), 3, 'UTC'))
FROM {table:Identifier} FINAL
