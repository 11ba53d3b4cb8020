DROP VIEW IF EXISTS {view:Identifier}/*cluster*/ SYNC
