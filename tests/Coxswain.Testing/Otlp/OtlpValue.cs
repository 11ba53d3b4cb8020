namespace Coxswain.Testing.Otlp;

/// <summary>An attribute's value in one of the types Claude Code sends.</summary>
public abstract record OtlpValue
{
    public sealed record Text(string Value) : OtlpValue;

    public sealed record Whole(long Value) : OtlpValue;

    public sealed record Real(double Value) : OtlpValue;

    public sealed record Truth(bool Value) : OtlpValue;

    public sealed record Texts(IReadOnlyList<string> Values) : OtlpValue;

    public static implicit operator OtlpValue(string value) => new Text(value);

    public static implicit operator OtlpValue(long value) => new Whole(value);

    public static implicit operator OtlpValue(int value) => new Whole(value);

    public static implicit operator OtlpValue(double value) => new Real(value);

    public static implicit operator OtlpValue(bool value) => new Truth(value);
}
