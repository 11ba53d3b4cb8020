namespace Coxswain.Core.Telemetry.Drift;

/// <summary>An event or a metric Claude Code is known to send.</summary>
/// <param name="Name">Without the prefix <c>claude_code.</c> for an event, with it for a metric.</param>
/// <param name="Table">The typed table its records land in.</param>
/// <param name="Attributes">Besides the shared ones.</param>
public sealed record CatalogEntry(string Name, string Table, IReadOnlyList<CatalogField> Attributes);
