namespace Coxswain.Cli.Commands.Sql;

/// <param name="Type">ClickHouse's name of the type, for example <c>Nullable(UInt64)</c>.</param>
internal sealed record SqlColumn(string Name, string Type)
{
    private static readonly string[] NumberTypes = ["UInt", "Int", "Float", "Decimal", "BFloat"];

    public bool IsNumber
    {
        get
        {
            var bare = Type.Replace("LowCardinality(", "", StringComparison.Ordinal).Replace("Nullable(", "", StringComparison.Ordinal);
            return Array.Exists(NumberTypes, name => bare.StartsWith(name, StringComparison.Ordinal) && !bare.StartsWith("Interval", StringComparison.Ordinal));
        }
    }
}
