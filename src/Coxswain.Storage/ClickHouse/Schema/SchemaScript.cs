namespace Coxswain.Storage.ClickHouse.Schema;

/// <summary>One numbered file of <c>Schema/</c>.</summary>
/// <param name="Version">The number its name starts with. Released numbers never change or go away.</param>
internal sealed record SchemaScript(int Version, string Name, IReadOnlyList<SchemaStep> Steps)
{
    /// <summary>Highest version this build knows.</summary>
    public static int Newest => All[^1].Version;

    public static IReadOnlyList<SchemaScript> All { get; } = Load();

    public static SchemaScript Parse(string fileName, string text)
    {
        var steps = new List<SchemaStep>();
        var lines = new List<string>();
        var condition = "";
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("-- when ", StringComparison.Ordinal) || line.StartsWith("-- unless ", StringComparison.Ordinal))
            {
                condition = line[3..].Trim();
                continue;
            }

            if (lines.Count == 0 && (line.Length == 0 || line.StartsWith("--", StringComparison.Ordinal)))
            {
                continue;
            }

            lines.Add(line.TrimEnd(';'));
            if (line.EndsWith(';'))
            {
                steps.Add(new SchemaStep(string.Join('\n', lines), condition));
                lines.Clear();
                condition = "";
            }
        }

        return lines.Count == 0
            ? new SchemaScript(int.Parse(fileName.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture), fileName, steps)
            : throw new FormatException($"The last statement of {fileName} does not end with a semicolon.");
    }

    private static List<SchemaScript> Load() =>
    [
        .. SqlFile.List("Schema")
            .Where(static name => char.IsAsciiDigit(name[0]))
            .Select(static name => Parse(name, SqlFile.Read("Schema/" + name)))
            .OrderBy(static script => script.Version),
    ];
}
