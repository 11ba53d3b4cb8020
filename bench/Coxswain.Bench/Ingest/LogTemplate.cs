using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Traces;
using Coxswain.Testing.Traces.Telemetry;

namespace Coxswain.Bench.Ingest;

/// <summary>
/// An encoded log export whose records can be made new facts by patching bytes: their time and one id of fixed length. So the sender, which
/// shares the cores with what it measures, costs almost nothing, and no two bodies are alike.
/// </summary>
internal sealed class LogTemplate
{
    public const int Attributes = 20;

    private const long TimeMark = 0x7A51_C0DE_0000_0000;
    private const string IdMark = "\u007f\u007f\u007f\u007f";
    private const int IdLength = 20;

    private readonly byte[] _body;
    private readonly int[] _times;
    private readonly int[] _ids;

    private LogTemplate(byte[] body, int[] times, int[] ids, int records)
    {
        _body = body;
        _times = times;
        _ids = ids;
        Records = records;
    }

    public int Records { get; }

    public int Bytes => _body.Length;

    /// <summary>A copy of its own, for another connection.</summary>
    public LogTemplate Clone() => new([.. _body], _times, _ids, Records);

    /// <summary>The body as new facts: record <c>i</c> gets number <paramref name="first"/> + i. Valid until the next call.</summary>
    public ReadOnlyMemory<byte> Number(long first, long firstTimeNs)
    {
        for (var i = 0; i < _times.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_body.AsSpan(_times[i]), firstTimeNs + ((first + (i / 2)) * 1_000_000));
        }

        for (var i = 0; i < _ids.Length; i++)
        {
            (first + i).TryFormat(_body.AsSpan(_ids[i], IdLength), out _, "D20", CultureInfo.InvariantCulture);
        }

        return _body;
    }

    /// <summary>Records cut from real-looking sessions, a quarter of them requests, each with exactly 20 attributes.</summary>
    public static LogTemplate Create(int records, int seed)
    {
        var trace = TraceGenerator.Generate(new TraceOptions { Seed = seed, Sessions = 2, Requests = 120 });
        var logs = TelemetryRendering.Render(trace).Where(export => export.Signal == OtlpSignal.Logs).ToList();
        var requests = Of(logs, "claude_code.api_request");
        var others = Of(logs, "claude_code.tool_result", "claude_code.tool_decision", "claude_code.assistant_response");
        var export = logs[0] with
        {
            Logs = [.. Enumerable.Range(0, records).Select(i => Marked(i % 4 == 0 ? requests[i % requests.Count] : others[i % others.Count], i))],
        };
        var body = export.ToProtobuf();
        return new LogTemplate(body, Times(body), Ids(body), records);
    }

    private static List<OtlpLog> Of(List<OtlpExport> exports, params string[] bodies) =>
        [.. exports.SelectMany(export => export.Logs).Where(log => bodies.Contains(log.Body))];

    private static OtlpLog Marked(OtlpLog log, int index)
    {
        var attributes = log.Attributes
            .Where(pair => pair.Key is not ("terminal.type" or "anthropic.custom_base_url" or "cost_usd_micros" or "speed" or "agent_id" or "agent.name"))
            .Select(pair => pair.Key == "request_id" ? new OtlpPair(pair.Key, IdMark + new string('0', IdLength - IdMark.Length)) : pair)
            .Take(Attributes).ToList();
        while (attributes.Count < Attributes)
        {
            attributes.Add(new OtlpPair(string.Create(CultureInfo.InvariantCulture, $"bench.extra_{attributes.Count}"), "some value"));
        }

        return log with { TimeNs = TimeMark + index, Attributes = attributes };
    }

    private static int[] Times(byte[] body)
    {
        Span<byte> mark = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(mark, (int)(TimeMark >> 32));
        return [.. Find(body, mark.ToArray()).Select(at => at - 4)];
    }

    private static int[] Ids(byte[] body) => [.. Find(body, Encoding.UTF8.GetBytes(IdMark))];

    private static IEnumerable<int> Find(byte[] body, byte[] mark)
    {
        for (var from = 0; ;)
        {
            var at = body.AsSpan(from).IndexOf(mark);
            if (at < 0)
            {
                yield break;
            }

            yield return from + at;
            from += at + mark.Length;
        }
    }
}
