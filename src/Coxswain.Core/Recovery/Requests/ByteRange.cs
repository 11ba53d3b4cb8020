namespace Coxswain.Core.Recovery.Requests;

/// <summary>A part of a body, half-open, in bytes.</summary>
public readonly record struct ByteRange(int Start, int End)
{
    public int Length => End - Start;

    public ReadOnlySpan<byte> In(ReadOnlyMemory<byte> body) => body.Span[Start..End];

    /// <summary>What is between the quotes of a JSON text.</summary>
    public ByteRange Inside() => new(Start + 1, End - 1);
}
