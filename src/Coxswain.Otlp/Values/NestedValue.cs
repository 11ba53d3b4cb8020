namespace Coxswain.Otlp.Values;

/// <summary>A value inside an array or a map. Only nested values become objects; plain attributes, the common case, go straight to text.</summary>
internal sealed record NestedValue(NestedKind Kind, string Text, IReadOnlyList<KeyValuePair<string, NestedValue>> Items)
{
    public static readonly NestedValue Null = new(NestedKind.Literal, "null", []);

    public static NestedValue Of(bool value) => new(NestedKind.Literal, ExporterText.Of(value), []);

    public static NestedValue Of(long value) => new(NestedKind.Literal, ExporterText.Of(value), []);

    // Go's encoder gives up on NaN and the infinities and the whole value is lost; here they stay, as text.
    public static NestedValue Of(double value) =>
        new(double.IsFinite(value) ? NestedKind.Literal : NestedKind.Text, ExporterText.Of(value), []);

    public static NestedValue Of(string value) => new(NestedKind.Text, value, []);

    public static NestedValue Integer(string digits) => new(NestedKind.Literal, digits, []);
}
