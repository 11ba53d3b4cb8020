SELECT toInt64(count()), toUnixTimestamp64Milli(toDateTime64(min({oldest:Identifier}), 3, 'UTC')), toUnixTimestamp64Milli(toDateTime64(max({newest:Identifier}), 3, 'UTC'))
FROM {table:Identifier} FINAL
