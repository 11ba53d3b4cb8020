namespace Coxswain.Core.Telemetry.Damage;

/// <summary>Something of the data folder that was found damaged, or that the store refused for good, and set aside. The one account of it: log, status and doctor all tell this.</summary>
/// <param name="Id">The same for the same damage, however often it is found.</param>
/// <param name="Time">When it was found.</param>
/// <param name="What">What is damaged: <c>the state file</c>, <c>table otel.otel_logs</c>, <c>a part of otel_logs</c>.</param>
/// <param name="Rows">Rows that are missing from reports because of it; <see langword="null"/> when nobody can tell.</param>
/// <param name="Bytes">Size of what was set aside; <see langword="null"/> when it cannot be measured.</param>
/// <param name="Place">Where it lies now.</param>
/// <param name="Reason">In words; never row values.</param>
/// <param name="ToDo">What a person can do about it.</param>
public sealed record DamageRecord(string Id, DateTimeOffset Time, string What, long? Rows, long? Bytes, string Place, string Reason, string ToDo)
{
    /// <summary>It took rows that transcripts know too: they are read again, once for this damage.</summary>
    public bool IsReadAgain { get; init; }
}
