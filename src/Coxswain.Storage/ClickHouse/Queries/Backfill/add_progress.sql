INSERT INTO coxswain_backfill (source, day, rows) SELECT {source:String}, {day:Date}, {rows:UInt64}
