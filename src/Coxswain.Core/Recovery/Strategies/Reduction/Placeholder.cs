using System.Globalization;
using System.Text;
using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Strategies.Reduction;

/// <summary>What stands for what was left out. It says how much, so that the model knows that something is missing.</summary>
internal static class Placeholder
{
    /// <summary>No placeholder is longer.</summary>
    public const int MostBytes = 100;

    public static ReadOnlyMemory<byte> Quoted(int bytes, string why) => Encoding.ASCII.GetBytes($"\"{Words(bytes, why)}\"");

    /// <summary>The middle left out, between borders of characters; quotes included on both sides.</summary>
    /// <param name="text">With its quotes.</param>
    public static ReadOnlyMemory<byte> Middle(ReadOnlySpan<byte> text, int head, int tail)
    {
        var inside = text[1..^1];
        var from = EscapedText.CutAtMost(inside, head);
        var to = Math.Max(from, EscapedText.CutAtLeast(inside, inside.Length - tail));
        return (byte[])[(byte)'"', .. inside[..from], .. Encoding.ASCII.GetBytes(Words(to - from, "from here")), .. inside[to..], (byte)'"'];
    }

    private static string Words(int bytes, string why) => string.Create(CultureInfo.InvariantCulture, $"[{bytes} bytes left out {why}]");
}
