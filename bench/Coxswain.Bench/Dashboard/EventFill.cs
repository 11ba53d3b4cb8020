using System.Globalization;
using Coxswain.Bench.Measuring;

namespace Coxswain.Bench.Dashboard;

/// <summary>
/// Events of Claude Code put into the log past the receivers, so that all typed tables fill as in life: a quarter requests, tools, prompts, errors. A session has 2,500 events in four hours, sessions are spread over 60
/// days, eleven at a time. Transcripts tell of half the sessions too, and of where three in four were. Costs are the price list's; one in a hundred is not.
/// </summary>
internal static class EventFill
{
    public const int OfSession = 2500;

    private const int Requests = OfSession / 4;
    private const long Step = 250_000;

    private const string Facts = """
        WITH
            fromUnixTimestamp64Milli(toInt64({now_ms}) - toInt64(({sessions} - 1 - s) * intDiv(5184000000, {sessions})) - toInt64((2500 - k) * 5760), 'UTC') AS at,
            leftPad(lower(hex(s)), 8, '0') AS session8,
            concat(session8, '-4b1d-4c5e-9f00-', substring(lower(hex(sipHash64(s))), 1, 12)) AS session,
            sipHash64(n) AS h,
            k % 12 = 8 AS aside,
            k % 100 = 20 AS beside,
            multiIf(beside, 'claude-haiku-5-5', aside, ['claude-sonnet-5-5', 'claude-haiku-5-5'][s % 2 + 1], s % 7 = 3, 'claude-sonnet-5-5', 'claude-opus-5-5') AS model,
            h % 3000 AS input, intDiv(h, 4096) % 2000 AS output, intDiv(h, 16777216) % 150000 AS cached, intDiv(h, 68719476736) % 6000 AS written,
            concat('req_011C', leftPad(lower(hex(toUnixTimestamp64Milli(at))), 11, '0'), substring(lower(hex(h)), 1, 8)) AS request,
            concat(session8, '-prompt-', toString(intDiv(k, 40))) AS prompt,
            concat('a', toString(intDiv(k, 240))) AS agent,
            concat('/home/dev/project-', toString(s % 12)) AS project,
            if(s % 3 = 0, 'main', concat('feature-', toString(s % 5))) AS branch

        """;

    private const string Events = """
        INSERT INTO otel.otel_logs (Timestamp, SeverityText, SeverityNumber, ServiceName, Body, ResourceAttributes, ScopeName, ScopeVersion, LogAttributes, EventName)
        """ + "\n" + Facts + """
            , multiIf(k % 4 = 0, 'api_request', k % 200 = 15, 'api_error', k % 40 = 7, 'user_prompt', k % 8 IN (1, 5), 'tool_decision', k % 8 IN (2, 6), 'tool_result', k % 8 = 3, 'assistant_response', 'hook_execution_complete') AS event,
            ['Bash', 'Read', 'Edit', 'Grep', 'Write', 'Glob', 'Task'][h % 7 + 1] AS tool,
            map('event.name', event, 'event.sequence', toString(k), 'event.timestamp', formatDateTime(at, '%Y-%m-%dT%H:%i:%sZ'), 'session.id', session, 'prompt.id', prompt, 'user.id', 'd0c5a0e4b1f2',
                'user.email', 'dev@example.com', 'organization.id', '7a1d3c1e-0000-4000-8000-000000000001', 'terminal.type', 'xterm-256color', 'app.version', '2.1.330', 'app.entrypoint', 'cli') AS common
        SELECT at, 'INFO', 9, 'claude-code', concat('claude_code.', event), map('service.name', 'claude-code', 'service.version', '2.1.330', 'os.type', 'linux', 'host.arch', 'amd64'), 'com.anthropic.claude_code.events', '2.1.330',
            mapConcat(common, multiIf(
                event = 'api_request', map('request_id', request, 'model', model, 'input_tokens', toString(input), 'output_tokens', toString(output), 'cache_read_tokens', toString(cached), 'cache_creation_tokens', toString(written),
                    'cache_creation_5m_tokens', toString(written), 'cache_creation_1h_tokens', '0',
                    'cost_usd', toString(toFloat64(toDecimal128(input * p.input_usd + written * p.cache_write_5m_usd + cached * p.cache_read_usd + output * p.output_usd, 12)) * if(n % 97 = 5, 1.37, 1)),
                    'duration_ms', toString(1000 + h % 20000), 'ttft_ms', toString(200 + h % 2000), 'speed', 'normal',
                    'query_source', multiIf(beside, 'generate_session_title', aside, 'agent:builtin:general-purpose', 'repl_main_thread'), 'agent_id', if(aside, agent, '')),
                event = 'api_error', map('model', model, 'error', 'Overloaded', 'status_code', '529', 'duration_ms', toString(h % 9000), 'attempt', toString(1 + h % 5)),
                event = 'user_prompt', map('prompt_length', toString(h % 900), 'prompt', '<REDACTED>'),
                event = 'tool_result', map('tool_name', tool, 'success', if(h % 23 = 0, 'false', 'true'), 'duration_ms', toString(h % 4000), 'tool_use_id', concat('toolu_01', lower(hex(h)))),
                event = 'tool_decision', map('tool_name', tool, 'decision', 'accept', 'source', 'config'),
                map('num_hooks', '1')))::Map(LowCardinality(String), String),
            event
        FROM (SELECT number AS n, intDiv(number, 2500) AS s, number % 2500 AS k FROM numbers({first}, {count})) AS counted
        ASOF LEFT JOIN (SELECT * FROM otel.prices WHERE is_fast = 0) AS p ON model = p.model_id AND at >= p.effective_from
        """;

    private const string Lines = """
        INSERT INTO otel.api_requests (request_key, sources, last_seen, request_id, message_id, t_first_message_id, t_owner, t_first, t_last_time, t_counts, t_details, t_model, t_requested_model)
        """ + "\n" + Facts + """
            , concat('msg_01', substring(lower(hex(sipHash128(h))), 1, 22)) AS message,
            bitShiftLeft(toUInt256(if(aside, 2, 3)), 253) + bitShiftLeft(toUInt256(input + output + cached + written), 200) + bitShiftLeft(toUInt256(output), 100) AS front
        SELECT request, 2, at, request, message, message, (toUInt8(aside), at, session, project, branch, '2.1.330', 'cli', if(aside, agent, ''), prompt),
            bitShiftLeft(toUInt64(aside), 56) + toUInt64(toUnixTimestamp64Milli(at)), at, front + bitShiftLeft(toUInt256(cached), 50) + toUInt256(input), front, model, model
        FROM (SELECT intDiv(number, 625) AS s, (number % 625) * 4 AS k, s * 2500 + k AS n FROM numbers({first}, {count})) AS counted
        WHERE s % 2 = 0 AND NOT beside
        """;

    private const string Places = """
        INSERT INTO otel.sessions (session_id, sources, first_seen, last_seen, latest_version, t_owner)
        """ + "\n" + Facts + """
        SELECT session, 2, at, at, (at, '2.1.330'), (0, at, project, branch)
        FROM (SELECT number AS s, 0 AS k, number * 2500 AS n FROM numbers({sessions})) AS counted
        WHERE s % 4 < 3
        """;

    public static async Task RunAsync(StoreUnderTest store, long events, CancellationToken cancellationToken)
    {
        var sessions = Math.Max(1, events / OfSession);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        for (var first = 0L; first < events; first += Step)
        {
            await InsertAsync(Events, first, Math.Min(Step, events - first));
            await InsertAsync(Lines, first / 4, Math.Min(Step, events - first) * Requests / OfSession);
        }

        await InsertAsync(Places, 0, 0);

        Task<string> InsertAsync(string sql, long first, long count) => store.QueryAsync(
            sql.Replace("{sessions}", Text(sessions), StringComparison.Ordinal)
                .Replace("{now_ms}", Text(now), StringComparison.Ordinal)
                .Replace("{first}", Text(first), StringComparison.Ordinal)
                .Replace("{count}", Text(count), StringComparison.Ordinal),
            cancellationToken);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
