using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery;
using Coxswain.Core.Telemetry;

namespace Coxswain.Gateway.Observing;

/// <summary>One call of the Messages API, as it is recorded: ids, names, counts and times; never a key, never a prompt.</summary>
internal sealed record CallRecord : IToldEvents
{
    /// <summary>Its own, never the same twice.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset Begun { get; init; }

    /// <summary><c>messages</c> or <c>count_tokens</c>.</summary>
    public required string Operation { get; init; }

    public required ClientFacts Client { get; init; }

    public required RecoveryMode Mode { get; init; }

    /// <summary>As the request spells it; empty when it could not be read.</summary>
    public string RequestedModel { get; init; } = "";

    /// <summary>The one that answered.</summary>
    public string Model { get; init; } = "";

    public string RequestId { get; init; } = "";

    public string MessageId { get; init; } = "";

    public bool IsStream { get; init; }

    /// <summary><see langword="null"/>: of unknown length.</summary>
    public long? RequestBytes { get; init; }

    public long ResponseBytes { get; init; }

    /// <summary>What the client got; 0: it went before anything came.</summary>
    public int Status { get; init; }

    /// <summary><see langword="null"/>: answered, or the client went.</summary>
    public FailureClass? Failure { get; init; }

    public CallEnd End { get; init; }

    /// <summary><see langword="null"/> when the answer told no counts.</summary>
    public TokenUsage? Tokens { get; init; }

    public decimal? CostUsd { get; init; }

    public string StopReason { get; init; } = "";


    /// <summary>From the call's arrival to the first byte of the answer's body; <see langword="null"/>: none came.</summary>
    public TimeSpan? FirstByte { get; init; }

    /// <summary>From the call's arrival to the first content block; <see langword="null"/>: there was none, or it could not be read.</summary>
    public TimeSpan? FirstToken { get; init; }

    public TimeSpan Took { get; init; }

    /// <summary>The answer's <c>content-encoding</c> when this build cannot read it; else empty.</summary>
    public string UnreadEncoding { get; init; } = "";

    /// <summary>The last answer's rate-limit headers, by name without <c>anthropic-ratelimit-</c>.</summary>
    public IReadOnlyList<(string Name, string Value)> RateLimits { get; init; } = [];

    public IReadOnlyList<AttemptRecord> Attempts { get; init; } = [];

    public string Reservation { get; init; } = "";

    public IEnumerable<LogRecord> ToEvents(TelemetryOrigin origin) => CallEvents.Of(this, origin);
}
