using System.Globalization;
using Coxswain.Bench.Measuring;

namespace Coxswain.Bench.StatusLine;

/// <summary>
/// Requests of many sessions put into the typed table past the receivers, which would take minutes for a million: nine tenths told by events, nine tenths by
/// transcripts, a tenth in sidechains, one in a hundred with a cost that differs. Two hundred to a session, one every 27 seconds.
/// </summary>
internal static class RequestFill
{
    public const int OfSession = 200;

    private const long Step = 100_000;

    private const string Requests = """
        WITH requests AS (
            SELECT number AS n,
                concat('req_011C', leftPad(lower(hex(n * 977 + 13)), 10, '0'), substring(lower(hex(sipHash64(n))), 1, 8)) AS key,
                concat('session-', toString(intDiv(n, 200))) AS session,
                now64(3, 'UTC') - toIntervalSecond(({all} - n) * 27) AS at,
                ['claude-opus-5-5', 'claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5', 'claude-opus-5-5'][n % 5 + 1] AS model,
                sipHash64(n, 1) % 3000 AS input, sipHash64(n, 2) % 5000 AS output, sipHash64(n, 3) % 90000 AS cached, sipHash64(n, 4) % 6000 AS written
            FROM numbers({first}, {count}))

        """;

    private const string Events = Requests + """
        SELECT key, 1, at, key, at, session, toFloat64(toDecimal128(input * p.input_usd + written * p.cache_write_5m_usd + cached * p.cache_read_usd + output * p.output_usd, 12)) * if(n % 97 = 5, 1.37, 1),
            input, output, cached, written, written, 0, model, 'normal', 'repl_main_thread'
        FROM requests ASOF LEFT JOIN (SELECT * FROM otel.prices WHERE is_fast = 0) AS p ON requests.model = p.model_id AND requests.at >= p.effective_from
        WHERE n % 20 NOT IN (0, 1)
        """;

    private const string Lines = Requests + """
        , n % 10 = 9 AS aside, concat('msg_01', substring(lower(hex(sipHash128(n))), 1, 22)) AS message,
        bitShiftLeft(toUInt256(if(aside, 2, 3)), 253) + bitShiftLeft(toUInt256(input + output + cached + written), 200) + bitShiftLeft(toUInt256(output), 100) AS front
        SELECT key, 2, at, key, message, message, (toUInt8(aside), at, session, '/home/dev/shop', 'main', '2.1.330', 'cli', if(aside, 'a1', ''), ''),
            bitShiftLeft(toUInt64(aside), 56) + toUInt64(toUnixTimestamp64Milli(at)), at, front + bitShiftLeft(toUInt256(cached), 50) + toUInt256(input), front, model, model
        FROM requests WHERE n % 20 NOT IN (2, 3)
        """;

    /// <summary>Leaves the store holding <paramref name="requests"/>, in as few parts as a store that had time to merge them.</summary>
    public static async Task RunAsync(StoreUnderTest store, long requests, CancellationToken cancellationToken)
    {
        await store.QueryAsync("TRUNCATE TABLE otel.api_requests", cancellationToken);
        for (var first = 0L; first < requests; first += Step)
        {
            await InsertAsync("o_time, o_session_id, o_cost_usd, o_input_tokens, o_output_tokens, o_cache_read_tokens, o_cache_creation_tokens, o_cache_write_5m_tokens, o_cache_write_1h_tokens, o_model, o_speed, o_query_source", Events, first);
            await InsertAsync("message_id, t_first_message_id, t_owner, t_first, t_last_time, t_counts, t_details, t_model, t_requested_model", Lines, first);
        }

        await store.QueryAsync("OPTIMIZE TABLE otel.api_requests FINAL", cancellationToken);

        Task<string> InsertAsync(string columns, string select, long first) => store.QueryAsync(
            $"INSERT INTO otel.api_requests (request_key, sources, last_seen, request_id, {columns}) " + select
                .Replace("{all}", Text(requests), StringComparison.Ordinal)
                .Replace("{first}", Text(first), StringComparison.Ordinal)
                .Replace("{count}", Text(Math.Min(Step, requests - first)), StringComparison.Ordinal),
            cancellationToken);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
