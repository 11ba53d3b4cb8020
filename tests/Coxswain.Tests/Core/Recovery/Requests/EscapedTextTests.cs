using System.Text;
using System.Text.Json;
using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Tests.Core.Recovery.Requests;

public sealed class EscapedTextTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("a\\\\n\\n\\\"b")]
    [InlineData("\\ud83d\\ude00x\\u00e4\\uD83D\\uDE00")]
    [InlineData("äö€漢😀z")]
    [InlineData("\\\\\\\\\\\\")]
    public void No_cut_splits_a_character_or_an_escape(string escaped)
    {
        var text = Encoding.UTF8.GetBytes(escaped);
        for (var at = 0; at <= text.Length + 1; at++)
        {
            var (below, above) = (EscapedText.CutAtMost(text, at), EscapedText.CutAtLeast(text, at));

            Assert.True(below <= at && (above >= at || above == text.Length));
            foreach (var cut in new[] { below, above })
            {
                Assert.Equal(Decoded(text), Decoded(text[..cut]) + Decoded(text[cut..]));
            }
        }
    }

    private static string Decoded(byte[] escaped) => JsonSerializer.Deserialize<string>((byte[])[(byte)'"', .. escaped, (byte)'"'])!;
}
