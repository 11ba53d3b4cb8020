using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Coxswain.Testing.Upstream.Simulation.Answers;
using Coxswain.Testing.Upstream.Simulation.Faults;
using Coxswain.Testing.Upstream.Simulation.Plans;
using Coxswain.Testing.Upstream.Simulation.Prompts;
using Coxswain.Testing.Upstream.Simulation.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Coxswain.Testing.Upstream.Simulation;

/// <summary>
/// One call, from arrival to record: read the body, find the route, take the plan's step, wait as the latency says, then answer or fail.
/// Errors of the plan come before those of the request, and those before the limits: an overloaded service does not look at what it was sent.
/// </summary>
internal sealed class SimulatedExchange(SimulatedUpstream upstream, HttpContext context)
{
    private const string BindingBeta = "thinking-binding-controls-2026-08-01";

    private readonly string _id = Guid.NewGuid().ToString("N")[..24];
    private readonly SimulatedCall _call = new()
    {
        Number = upstream.Record.NextNumber(),
        ArrivedAt = upstream.Options.Clock.GetUtcNow(),
        Method = context.Request.Method,
        Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        Headers = CallHeaders.Of(context.Request.Headers),
    };

    private bool _isOver;

    public async Task RunAsync()
    {
        upstream.Record.Add(_call);
        await using var left = context.RequestAborted.Register(Leave);
        AnswerWire? wire = null;
        try
        {
            var body = await RequestBody.ReadAsync(context.Request, upstream.Options.MaxBodyBytes, context.RequestAborted);
            _call.RequestBytes = body.Length;
            _call.RequestSha256 = Convert.ToHexStringLower(SHA256.HashData(body));
            wire = new ServerWire(context);
            await RouteAsync(body, wire, exchange => wire = exchange);
            _isOver = true;
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or ConnectionAbortedException or System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // The client is gone; what it was sent is in the record.
            _call.Outcome = SimulatedOutcome.Left;
            _call.ClientLeftAt ??= upstream.Options.Clock.GetUtcNow();
        }
        finally
        {
            Close(wire);
        }
    }

    private void Leave()
    {
        if (!_isOver)
        {
            _call.ClientLeftAt ??= upstream.Options.Clock.GetUtcNow();
        }
    }

    private void Close(AnswerWire? wire)
    {
        _isOver = true;
        _call.ResponseBytes = wire?.Bytes ?? 0;
        _call.ResponseSha256 = wire?.Sha256 ?? "";
        _call.EndedAt = upstream.Options.Clock.GetUtcNow();
        wire?.Dispose();
        if (_call.Step is not null)
        {
            upstream.Record.Count(_call);
        }

        _call.End();
        if (wire is SocketWire)
        {
            // The server has sent nothing and must not begin to.
            context.Abort();
        }
    }

    private Task RouteAsync(byte[] body, AnswerWire wire, Action<AnswerWire> replace)
    {
        if (body.Length > upstream.Options.MaxBodyBytes)
        {
            context.Response.Headers.Connection = "close";
            return RefuseAsync(wire, ApiErrors.Named["413"], "");
        }

        return (context.Request.Method, context.Request.Path.Value) switch
        {
            ("POST", "/v1/messages") => AnswerAsync(body, wire, replace),
            ("POST", "/v1/messages/count_tokens") => CountAsync(body, wire),
            ("GET", "/v1/models") => JsonAsync(wire, 200, Models(), [], ""),
            ("HEAD", "/api/hello") or ("GET", "/api/hello") => JsonAsync(wire, 200, null, [], ""),
            _ => RefuseAsync(wire, ApiErrors.Named["404"], ""),
        };
    }

    private Task CountAsync(byte[] body, AnswerWire wire)
    {
        var reading = upstream.Reader.Read(body, CallHeaders.Account(_call.Headers), isCount: true);
        return reading.Prompt is { } prompt
            ? JsonAsync(wire, 200, new JsonObject { ["input_tokens"] = prompt.Tokens }, [], reading.Model)
            : RefuseAsync(wire, reading.Error!, reading.Model);
    }

    private async Task AnswerAsync(byte[] body, AnswerWire wire, Action<AnswerWire> replace)
    {
        var reading = upstream.Reader.Read(body, CallHeaders.Account(_call.Headers), isCount: false);
        (_call.Model, _call.Stream) = (reading.Model, reading.Stream);
        var request = new SimulatedRequest(
            upstream.Record.NextMessage(), _call.RequestSha256, upstream.Record.Occurrence(_call.RequestSha256), reading.Model, reading.Stream, reading.Prompt?.Tokens, _call.Headers);
        var step = upstream.Plan.Next(request);
        _call.Step = step;
        var pace = new AnswerPace(upstream.Options, request, step, context.RequestAborted);
        await pace.FirstByteAsync();
        var fault = step.Fault;
        if (fault?.Kind == FaultKind.Error)
        {
            _call.Outcome = SimulatedOutcome.Faulted;
            await FailAsync(wire, fault.Error, reading.Model);
            return;
        }

        if (fault?.Stage == FaultStage.BeforeHeaders && fault.Kind is FaultKind.Reset or FaultKind.Cut or FaultKind.Stall && !await SurvivesAsync(fault, pace, replace))
        {
            return;
        }

        var error = reading.Error ?? upstream.Subscription?.Refuse(upstream.Options.Clock.GetUtcNow());
        if (error is not null || reading.Prompt is not { } prompt)
        {
            await RefuseAsync(wire, error ?? ApiErrors.Named["400"], reading.Model);
            return;
        }

        // Cache reads are free of the limit, so the cache is asked first, and written only when the call is let in.
        var cache = upstream.Cache.Take(prompt, isUsed: false);
        error = upstream.Limits.Take(prompt.Model.Id, cache.Input + cache.Write);
        if (error is not null)
        {
            await RefuseAsync(wire, error, reading.Model);
            return;
        }

        await SendAsync(prompt, step, pace, wire, replace);
    }

    private async Task SendAsync(SimulatedPrompt prompt, SimulatedStep step, AnswerPace pace, AnswerWire wire, Action<AnswerWire> replace)
    {
        var cache = upstream.Cache.Take(prompt, isUsed: true);
        var tells = _call.Headers.GetValueOrDefault("anthropic-beta")?.Contains(BindingBeta, StringComparison.Ordinal) == true;
        var answer = upstream.Composer.Compose(prompt, step, cache, _id, tells);
        _call.Cache = cache;
        _call.OutputTokens = answer.OutputTokens;
        _call.TextSha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(answer.Text)));
        if (step.Fault is { Kind: FaultKind.ErrorEvent } failed && !prompt.Stream)
        {
            _call.Outcome = SimulatedOutcome.Faulted;
            await FailAsync(wire, failed.Error, prompt.Model.Id);
            return;
        }

        if (step.Fault is { IsOnTheWire: true } fault)
        {
            wire = OnSocket(fault.Kind == FaultKind.ByteWrites, replace);
        }

        _call.Status = 200;
        _call.RequestId = "req_" + _id;
        _call.Outcome = step.Fault?.LeavesAnswerWhole == false ? SimulatedOutcome.Faulted : SimulatedOutcome.Answered;
        var sender = new AnswerSender(wire, pace, step.Fault, Headers(prompt.Model.Id, prompt.Stream ? "text/event-stream; charset=utf-8" : "application/json"));
        await (prompt.Stream ? sender.StreamAsync(answer) : sender.WholeAsync(answer));
    }

    /// <returns>False when the fault ended the call.</returns>
    private async Task<bool> SurvivesAsync(Fault fault, AnswerPace pace, Action<AnswerWire> replace)
    {
        _call.Outcome = SimulatedOutcome.Faulted;
        if (fault.Kind == FaultKind.Stall)
        {
            await pace.StallAsync(fault.Duration);
            return true;
        }

        var socket = OnSocket(isBytewise: false, replace);
        if (fault.Kind == FaultKind.Reset)
        {
            socket.Reset();
        }
        else
        {
            socket.Finish();
        }

        return false;
    }

    private SocketWire OnSocket(bool isBytewise, Action<AnswerWire> replace)
    {
        var socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        socket.NoDelay = true;
        var wire = new SocketWire(socket, isBytewise, context.RequestAborted);
        replace(wire);
        return wire;
    }

    private Task RefuseAsync(AnswerWire wire, ApiError error, string model)
    {
        _call.Outcome = SimulatedOutcome.Refused;
        return FailAsync(wire, error, model);
    }

    private Task FailAsync(AnswerWire wire, ApiError error, string model)
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (error.RetryAfter is { } wait)
        {
            headers.Add(KeyValuePair.Create("retry-after", ((long)Math.Ceiling(Math.Max(0, wait.TotalSeconds))).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        return error.Html is { } page
            ? BytesAsync(wire, error.Status, Encoding.UTF8.GetBytes(page), [KeyValuePair.Create("content-type", "text/html")])
            : JsonAsync(wire, error.Status, AnswerJson.Error(error, "req_" + _id), headers, model);
    }

    private Task JsonAsync(AnswerWire wire, int status, JsonObject? json, List<KeyValuePair<string, string>> more, string model)
    {
        _call.RequestId = "req_" + _id;
        return BytesAsync(wire, status, json is null ? [] : Encoding.UTF8.GetBytes(json.ToJsonString()), [.. Headers(model, "application/json"), .. more]);
    }

    private async Task BytesAsync(AnswerWire wire, int status, byte[] body, List<KeyValuePair<string, string>> headers)
    {
        _call.Status = status;
        if (_call.Outcome == SimulatedOutcome.Running)
        {
            _call.Outcome = SimulatedOutcome.Answered;
        }

        await wire.BeginAsync(status, headers, body.Length);
        if (body.Length > 0 && context.Request.Method != "HEAD")
        {
            await wire.WriteAsync(body);
        }

        await wire.EndAsync();
    }

    private List<KeyValuePair<string, string>> Headers(string model, string type) =>
    [
        KeyValuePair.Create("content-type", type), KeyValuePair.Create("request-id", "req_" + _id), .. upstream.Limits.Headers(model), .. upstream.Subscription?.Headers() ?? [],
    ];

    private static JsonObject Models() => new()
    {
        ["data"] = new JsonArray([.. SimulatedModel.All.Keys.Select(static id => new JsonObject { ["type"] = "model", ["id"] = id, ["display_name"] = id })]),
        ["has_more"] = false,
        ["first_id"] = SimulatedModel.All.Keys.First(),
        ["last_id"] = SimulatedModel.All.Keys.Last(),
    };
}
