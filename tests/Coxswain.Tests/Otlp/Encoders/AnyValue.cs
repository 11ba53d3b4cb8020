namespace Coxswain.Tests.Otlp.Encoders;

/// <summary>An OTLP <c>AnyValue</c> as a sender has it, before it becomes text.</summary>
public abstract record AnyValue
{
    public sealed record Empty : AnyValue;

    public sealed record Text(string Value) : AnyValue;

    public sealed record Bool(bool Value) : AnyValue;

    public sealed record Whole(long Value) : AnyValue;

    public sealed record Floating(double Value) : AnyValue;

    public sealed record Bytes(byte[] Value) : AnyValue;

    public sealed record Array(IReadOnlyList<AnyValue> Values) : AnyValue;

    public sealed record Map(IReadOnlyList<KeyValuePair<string, AnyValue>> Values) : AnyValue;
}
