using System.Net.Http.Headers;
using System.Text;
using Coxswain.Core.Kernel;
using Coxswain.Server.Hosting;
using Coxswain.Server.Security;
using Coxswain.Testing.Processes;

namespace Coxswain.Tests.Server.Security;

public sealed class TokenFileTests : IDisposable
{
    private const string Half = "0123456789abcdefghijklmnopqrstuv";
    private readonly TemporaryFolder _home = new();

    private DataFolder Folder => new(_home.Path);

    [Theory]
    [InlineData("short\n")]
    [InlineData(Half + "\n" + Half)]
    [InlineData(Half + "\r" + Half)]
    [InlineData(Half + "\0" + Half)]
    [InlineData(Half + "\u001b" + Half)]
    [InlineData(Half + "\u007f" + Half)]
    [InlineData(Half + " " + Half)]
    [InlineData(Half + "\t" + Half)]
    [InlineData(Half + "ü" + Half)]
    [InlineData(Half + "\u0085" + Half)]
    [InlineData(Half + "\ufffd" + Half)]
    [InlineData(Half + "," + Half)]
    [InlineData(Half + "\"" + Half)]
    public void Damaged_token_is_replaced_by_a_new_one(string damaged)
    {
        File.WriteAllText(Folder.TokenFile, damaged);

        var token = Read();

        Assert.DoesNotContain(damaged[..5], token, StringComparison.Ordinal);
        Assert.True(ApiToken.IsSendable(token));
        Assert.Equal(token + "\n", File.ReadAllText(Folder.TokenFile));
        Assert.Equal(token, Read());
    }

    [Fact]
    public void Any_byte_damaged_leaves_a_token_that_can_be_sent()
    {
        Read();
        var sound = File.ReadAllBytes(Folder.TokenFile);
        for (var at = 0; at < sound.Length; at++)
        {
            foreach (var value in (byte[])[0, 1, (byte)'\n', (byte)' ', 0x80, 0xC3, 0xFF])
            {
                var damaged = sound.ToArray();
                damaged[at] = value;
                File.WriteAllBytes(Folder.TokenFile, damaged);

                var token = Read();

                Assert.True(ApiToken.IsSendable(token), $"byte {at} is {value}");
                Assert.Equal(token, Encoding.ASCII.GetString(File.ReadAllBytes(Folder.TokenFile)).Trim());
            }
        }
    }

    [Fact]
    public void Sound_token_is_kept_with_or_without_a_line_feed_at_its_end()
    {
        foreach (var text in (string[])[Half, Half + "\n", Half + "\r\n", "-._~+/=!#$%&'()*:;<>?@[\\]^`{|}" + Half])
        {
            File.WriteAllText(Folder.TokenFile, text);

            Assert.Equal(text.Trim(), Read());
            Assert.Equal(text, File.ReadAllText(Folder.TokenFile));
        }
    }

    [Fact]
    public void Every_sign_a_token_may_have_is_read_from_the_header_as_it_was_sent()
    {
        for (var sign = '\0'; sign <= '\u0100'; sign++)
        {
            var token = $"a{sign}b";
            if (ApiToken.IsSendable(token))
            {
                Assert.True(AuthenticationHeaderValue.TryParse(new AuthenticationHeaderValue("Bearer", token).ToString(), out var header), $"{(int)sign}");
                Assert.Equal(token, header.Parameter);
            }
        }

        Assert.False(ApiToken.IsSendable(new string('a', ApiToken.MaxLength + 1)));
    }

    public void Dispose() => _home.Dispose();

    private string Read() => TokenFile.ReadOrCreate(new ServerOptions(), Folder).Value;
}
