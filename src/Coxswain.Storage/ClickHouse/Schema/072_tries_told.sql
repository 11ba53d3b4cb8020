-- Transcripts of clients since about 2.1.303 have a line for each try of a request (api-request), so that an explanation by tries that broke off can be proved
-- or refuted. t_tries: the lines of the request the answer names, less those whose error says that no answer had begun: nothing was paid for them. It is the
-- most there were. 0: no transcript tells.
ALTER TABLE api_requests/*cluster*/
    ADD COLUMN IF NOT EXISTS t_tries SimpleAggregateFunction(max, UInt8) CODEC(ZSTD(1));
