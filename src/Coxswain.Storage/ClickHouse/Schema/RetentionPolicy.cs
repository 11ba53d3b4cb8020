namespace Coxswain.Storage.ClickHouse.Schema;

/// <param name="IsApplied">Whether opening the store sets the tables' retention. A command that only asks never does: a shorter one deletes rows for good.</param>
public sealed record RetentionPolicy(bool IsApplied);
