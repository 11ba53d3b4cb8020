namespace Coxswain.Core.Telemetry.Asking;

/// <summary>A query somebody kept under a name.</summary>
public sealed record SavedQuery(string Name, string Sql)
{
    public const int LongestName = 80;
    public const int LongestSql = 16_000;
    public const int Most = 200;

    /// <returns>What is wrong with it; <see langword="null"/>: nothing.</returns>
    public string? Problem => string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName || Name.Any(char.IsControl) ? $"Give a name of at most {LongestName} characters."
        : string.IsNullOrWhiteSpace(Sql) || Sql.Length > LongestSql ? $"Give a query of at most {LongestSql} characters." : null;
}
