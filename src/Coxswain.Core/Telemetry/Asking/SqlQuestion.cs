namespace Coxswain.Core.Telemetry.Asking;

/// <param name="Parameters">Values of <c>{name:Type}</c>, by name.</param>
/// <param name="MostRows">Further ones are left out.</param>
public sealed record SqlQuestion(string Sql, IReadOnlyDictionary<string, string> Parameters, int MostRows)
{
    /// <summary>Also rows that a table has not put together yet: what each teller said of one thing counts by itself.</summary>
    public bool IsAsStored { get; init; }
}
