namespace Coxswain.Storage.ClickHouse;

/// <summary>One statement with its values. The text comes from an embedded <c>.sql</c> file; values travel apart, as ClickHouse's <c>{name:Type}</c> parameters.</summary>
/// <param name="Name">The file's name, for logs and errors.</param>
public sealed record StoreStatement(string Name, string Sql)
{
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = new Dictionary<string, object?>();

    /// <summary>ClickHouse settings for this statement alone.</summary>
    public IReadOnlyDictionary<string, object> Settings { get; init; } = new Dictionary<string, object>();

    /// <summary>The database unqualified names mean; <see langword="null"/>: the configured one.</summary>
    public string? Database { get; init; }

    /// <summary>Part of the search for damage: its own failure starts no other.</summary>
    public bool IsOfMending { get; init; }

    /// <param name="path">Below <c>ClickHouse/</c>, for example <c>Queries/Usage/by_model.sql</c>.</param>
    public static StoreStatement FromFile(string path) => new(path, SqlFile.Read(path));

    public StoreStatement With(string name, object? value) =>
        this with { Parameters = new Dictionary<string, object?>(Parameters) { [name] = value } };
}
