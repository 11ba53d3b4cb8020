namespace Coxswain.Core.Sessions.Scanning;

/// <summary>Tells lines that cannot hold usage from those that may, by their bytes alone and never wrongly: the key may be spelled with escapes.</summary>
internal static class UsageLineFilter
{
    public static bool MayHoldUsage(ReadOnlySpan<byte> line) => line.IndexOf("usage\""u8) >= 0 || HasEscapedLetter(line);

    /// <summary>The letters of <c>usage</c> are U+0061 to U+0075: every escaped spelling of one starts so.</summary>
    private static bool HasEscapedLetter(ReadOnlySpan<byte> line)
    {
        for (var at = line.IndexOf("\\u00"u8); at >= 0; at = line.IndexOf("\\u00"u8))
        {
            if (at + 4 < line.Length && line[at + 4] is (byte)'6' or (byte)'7')
            {
                return true;
            }

            line = line[(at + 4)..];
        }

        return false;
    }
}
