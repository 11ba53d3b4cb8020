CREATE MATERIALIZED VIEW IF NOT EXISTS {view:Identifier}/*cluster*/ TO {table:Identifier} AS
SELECT /*columns*/
FROM {landing:Identifier}
