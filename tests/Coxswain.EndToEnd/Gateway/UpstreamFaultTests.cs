using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Faults;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.EndToEnd.Gateway;

/// <summary>Every way an upstream fails, against the real daemon: what is done is what <c>docs/recovery.md</c> says, and nothing is sent again once the client has a byte.</summary>
public sealed class UpstreamFaultTests
{
    private static readonly string[] Retried =
    [
        "408", "429", "429-no-wait", "500", "502", "502-html", "503", "504", "529", "reset:before-headers", "cut:before-headers", "reset:in-headers", "cut:in-headers", "stall:before-headers", "stall:in-headers",
        "stall:after-headers", "reset:after-headers", "cut:after-headers", "error-event:after-headers", "early-end:after-headers", "reset:after-message-start", "cut:after-message-start", "early-end:after-message-start",
        "error-event:after-message-start", "stall:after-message-start", "empty-stream", "endless-pings",
    ];

    private static readonly string[] PassedOn = ["400", "400-spend", "400-credit", "401", "402", "403", "404", "409", "413", "429-long", "429-spend"];

    private static readonly string[] Broken =
    [
        "reset:in-block", "cut:in-block", "early-end:in-block", "error-event:in-block", "stall:in-block", "reset:mid-event", "cut:mid-event", "early-end:mid-event", "stall:mid-event", "reset:before-message-stop",
        "cut:before-message-stop", "early-end:before-message-stop", "error-event:before-message-stop", "stall:before-message-stop", "length-too-long", "length-too-short",
    ];

    private static readonly string[] Whole = ["byte-writes", "huge-event"];

    private static readonly Dictionary<string, string> Hasty = new()
    {
        ["FIRST_WAIT"] = "00:00:00.020", ["FIRST_CONTENT"] = "00:00:03", ["WHOLE_ANSWER"] = "00:00:03", ["STALL"] = "00:00:01", ["CONNECT_TIMEOUT"] = "00:00:01", ["MOST_ATTEMPTS"] = "3",
    };

    private readonly ConcurrentDictionary<string, int> _calls = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_fault_gets_its_documented_action_and_no_attempt_follows_a_byte_to_the_client()
    {
        await using var upstream = await SimulatedUpstream.StartAsync(SimulatorPlan.From(Next), Cancelled);
        await using var bed = await GatewayBed.StartAsync(upstream.Address, Hasty);
        var problems = new ConcurrentBag<string>();
        var cases = from round in Enumerable.Range(0, GatewayBed.IsFull ? 20 : 1)
                    from fault in Retried.Concat(PassedOn).Concat(Broken).Concat(Whole)
                    select (fault, call: $"{fault} {round}");

        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancelled }, async (one, _) =>
        {
            var answer = await GatewayCalls.SendAsync(bed.Http, GatewayCalls.Request(bed.Cox.Gateway, one.call));
            var attempts = upstream.Calls.Where(call => call.Headers.GetValueOrDefault(GatewayCalls.CallHeader) == one.call).OrderBy(static call => call.Number).ToList();
            await attempts[^1].Ended.WaitAsync(Cancelled);
            if (Problem(one.fault, answer, attempts) is { } problem)
            {
                problems.Add($"{one.call}: {problem} ({answer.Status}, {attempts.Count} attempts, header {answer.Attempts}, {answer.Body.Length} bytes, cut {answer.IsCut})");
            }
        });

        Assert.True(problems.IsEmpty, string.Join('\n', problems.Order(StringComparer.Ordinal)));
        var rows = await bed.WaitForAsync("SELECT outcome, count() FROM otel.gateway_calls FINAL GROUP BY 1 ORDER BY 1", rows => rows.Sum(static row => int.Parse(row[1], null)) == cases.Count());
        Assert.Equal(["answered", "broken", "failed"], rows.Select(static row => row[0]));
    }

    [Theory]
    [InlineData("refused", "connect_failed")]
    [InlineData("no such name", "connect_failed")]
    [InlineData("TLS", "connect_failed")]
    [InlineData("no answer to a connection", "connect_failed,no_first_byte")]
    public async Task Upstream_that_cannot_be_connected_is_told_after_the_attempts_there_are(string kind, string classes)
    {
        using var closed = new ClosedPort();
        await using var plain = PlainPort.Open();
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        deaf.Listen(0);
        using var first = new TcpClient();
        await first.ConnectAsync((IPEndPoint)deaf.LocalEndPoint!, Cancelled);
        var address = kind switch { "refused" => closed.Address, "TLS" => plain.Address, "no such name" => "http://gateway-test.invalid", _ => "http://" + deaf.LocalEndPoint };
        await using var bed = await GatewayBed.StartAsync(address, Hasty);

        var answer = await GatewayCalls.SendAsync(bed.Http, GatewayCalls.Request(bed.Cox.Gateway, kind));

        Assert.True(answer is { Status: 502 or 504, Attempts: "3", IsCut: false }, $"{answer.Status} {answer.Attempts} {answer.Text}");
        Assert.StartsWith("{\"type\":\"error\",\"error\":{\"type\":", answer.Text, StringComparison.Ordinal);
        var rows = await bed.WaitForAsync("SELECT failure, attempts FROM otel.gateway_calls FINAL", static rows => rows.Count == 1);
        Assert.Contains(rows[0][0], classes.Split(','));
    }

    private SimulatedStep Next(SimulatedRequest request)
    {
        var call = request.Headers[GatewayCalls.CallHeader];
        var fault = Fault.Parse(call.Split(' ')[0]);
        // A message of a hundred megabytes once, of some in every run.
        return _calls.AddOrUpdate(call, 1, static (_, made) => made + 1) > 1 ? SimulatedStep.Answer
            : SimulatedStep.Fail(fault.Kind == FaultKind.HugeEvent && !call.EndsWith(" 1", StringComparison.Ordinal) ? fault with { Size = 4 << 20 } : fault);
    }

    private static string? Problem(string fault, GatewayAnswer answer, List<SimulatedCall> attempts)
    {
        var last = attempts[^1];
        if (Retried.Contains(fault))
        {
            return attempts.Count != 2 || answer.Attempts != "2" ? "not retried once" : answer.Status != 200 || answer.IsCut || answer.Sha256 != last.ResponseSha256 ? "not the second answer" : null;
        }

        if (attempts.Count != 1)
        {
            return "sent again";
        }

        if (PassedOn.Contains(fault))
        {
            return answer.Status != last.Status || answer.IsCut || answer.Sha256 != last.ResponseSha256 ? "not passed on as it was" : null;
        }

        if (Whole.Contains(fault))
        {
            return answer.Status != 200 || answer.IsCut || answer.Sha256 != last.ResponseSha256 ? "not whole" : null;
        }

        var isLength = fault.StartsWith("length", StringComparison.Ordinal);
        return !answer.IsCut && !answer.Text.Contains("event: error\n", StringComparison.Ordinal) ? "looks whole"
            : !isLength && answer.Text.Contains("event: message_stop", StringComparison.Ordinal) ? "has its last event"
            : !answer.IsCut && fault.EndsWith(":mid-event", StringComparison.Ordinal) ? "an event inside another"
            : answer.IsCut ? answer.Body.Length > last.ResponseBytes ? "more than came" : null
            : !isLength && answer.Sha256 != last.ResponseSha256 ? "not the bytes that came" : null;
    }
}
