namespace Coxswain.Storage.ClickHouse.Usage.Rollup;

/// <summary>By what the kept sums were made.</summary>
/// <param name="Rules">Schema, length of an hour, the tables' ids, damage: where it is another, all is worked out again.</param>
/// <param name="PricesUs">When the prices in force were written, microseconds since 1970.</param>
/// <param name="ThroughMs">Marks made up to here, less <see cref="UsageRollup.Grace"/>, are done.</param>
/// <param name="Version">Counts up with each writing.</param>
internal sealed record RollupState(string Rules, long PricesUs, long ThroughMs, ulong Version);
