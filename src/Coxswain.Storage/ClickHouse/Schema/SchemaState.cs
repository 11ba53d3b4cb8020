namespace Coxswain.Storage.ClickHouse.Schema;

/// <summary>What became of the schema when the store was opened.</summary>
/// <param name="Problems">For people: what is missing and why, one sentence each; empty when everything is there.</param>
public sealed record SchemaState(SchemaMode Mode, int Version, IReadOnlyList<string> Problems);
