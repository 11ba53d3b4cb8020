namespace Coxswain.Otlp.Values;

/// <summary>The order of the UTF-8 bytes. It differs from UTF-16's only where surrogates meet U+E000 and above.</summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static readonly Utf8Order Instance = new();

    public int Compare(string? x, string? y)
    {
        var same = x.AsSpan().CommonPrefixLength(y);
        if (x is null || y is null || same == x.Length || same == y.Length)
        {
            return (x?.Length ?? 0) - (y?.Length ?? 0);
        }

        return Rank(x[same]) - Rank(y[same]);
    }

    private static int Rank(char one) => char.IsSurrogate(one) ? one + 0x10000 : one;
}
