namespace Coxswain.Core.Telemetry.Asking;

/// <param name="Type">ClickHouse's name of it, as <c>Nullable(UInt64)</c>.</param>
public sealed record SqlAnswerColumn(string Name, string Type)
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
