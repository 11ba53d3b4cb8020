namespace Coxswain.Core.Telemetry.Damage;

/// <summary>Something of the data folder that was found damaged or lost, or that the store refused for good. The one account of it: log, status and doctor all tell this.</summary>
/// <param name="Id">The same for the same damage, however often it is found.</param>
/// <param name="Time">When it was found.</param>
/// <param name="What">What is damaged: <c>the state file</c>, <c>table otel.otel_logs</c>, <c>a part of otel_logs</c>.</param>
/// <param name="Rows">Rows that went with it; <see langword="null"/> when nobody can tell. Those stored a second time, or told again since, are not missing.</param>
/// <param name="Bytes">Size of what was set aside; <see langword="null"/> when it cannot be measured.</param>
/// <param name="Place">Where it lies now; empty when nothing is left of it, or when it is not on this machine.</param>
/// <param name="Reason">In words; never row values.</param>
/// <param name="ToDo">What a person can do about it.</param>
public sealed record DamageRecord(string Id, DateTimeOffset Time, string What, long? Rows, long? Bytes, string Place, string Reason, string ToDo)
{
    /// <summary>It took rows that transcripts know too: they are read again, once for this damage.</summary>
    public bool IsReadAgain { get; init; }

    /// <summary>It took rows of a typed table which the exporter's tables may still hold: <see cref="DamageMemory.RefillCommand"/> brings those back.</summary>
    public bool IsInRawRows { get; init; }

    /// <summary>What became of it, after <see cref="What"/>.</summary>
    public string Happened { get; init; } = "was set aside";

    /// <summary>The days (UTC) the rows are of: <c>2026-11-25</c> or <c>2026-11</c>; empty when nobody can tell.</summary>
    public string Period { get; init; } = "";
}
