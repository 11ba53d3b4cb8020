namespace Coxswain.Cli.Client;

/// <summary>The query of an address of the API.</summary>
internal static class QueryString
{
    /// <summary>With its question mark; values that are empty or absent are left out.</summary>
    public static string Of(params IEnumerable<(string Name, string? Value)> values)
        => "?" + string.Join('&', values.Where(static pair => pair.Value is { Length: > 0 }).Select(static pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value ?? "")}"));
}
