SELECT toInt64(sum(value)) FROM system.errors WHERE code IN {codes:Array(Int32)}
