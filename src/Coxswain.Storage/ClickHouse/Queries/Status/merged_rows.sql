SELECT toInt64(count()) FROM {table:Identifier} FINAL
