namespace Coxswain.Testing.Otlp;

/// <summary>A log record as Claude Code makes them: no severity, no event name field, observed when it happened.</summary>
public sealed record OtlpLog(long TimeNs, string Body, IReadOnlyList<OtlpPair> Attributes);
