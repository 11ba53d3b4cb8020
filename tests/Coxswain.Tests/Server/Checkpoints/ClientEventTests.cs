using System.Text;
using System.Text.Json;
using Coxswain.Server.Checkpoints;

namespace Coxswain.Tests.Server.Checkpoints;

public sealed class ClientEventTests
{
    [Theory]
    [InlineData("../../etc")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("-x")]
    [InlineData("")]
    [InlineData("x y")]
    [InlineData("ä")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Session_that_could_name_another_place_is_no_session(string id)
    {
        Assert.Null(ClientEvent.Read(Bytes(id, "/tmp")));
        Assert.Throws<ArgumentException>(() => new CheckpointFolder(new("/nowhere")).Find(id, 1));
    }

    [Theory]
    [InlineData("relative")]
    [InlineData("")]
    [InlineData("/a\0b")]
    public void Folder_must_be_whole(string folder) => Assert.Null(ClientEvent.Read(Bytes("s-1", folder)));

    [Fact]
    public void Any_other_bytes_are_no_event()
    {
        foreach (var text in new[] { "", "null", "[]", "{}", "{\"hook_event_name\":5}", new string('[', 200), "{\"hook_event_name\":\"Stop\",\"session_id\":\"\\ud800\",\"cwd\":\"/\"}" })
        {
            Assert.Null(ClientEvent.Read(Encoding.UTF8.GetBytes(text)));
        }

        var whole = Bytes("s-1", "/tmp");
        Assert.NotNull(ClientEvent.Read(whole));
        var random = new Random(5);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = whole[..];
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            ClientEvent.Read(bytes.AsMemory(0, random.Next(bytes.Length + 1)));
        }
    }

    private static byte[] Bytes(string session, string folder)
        => JsonSerializer.SerializeToUtf8Bytes(new { hook_event_name = "Stop", session_id = session, cwd = folder, transcript_path = "/t.jsonl", permission_mode = "plan", error = "overloaded" });
}
