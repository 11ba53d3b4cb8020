using System.Text;
using Coxswain.Server.StatusLine;
using Coxswain.Testing;
using CsCheck;

namespace Coxswain.Tests.Server.StatusLine;

public sealed class StatusLineInputTests
{
    private static readonly string[] Captured = [.. File.ReadLines(Path.Combine(Captures.Folder, "statusline.jsonl")).Where(static line => line.Length > 0)];

    [Fact]
    public void Real_clients_input_before_and_after_the_first_prompt()
    {
        Assert.Equal(new StatusLineInput("85bde239-6dc5-4b80-915b-377899e7500b", "Opus 5.5", 0m, null, null) { Folder = "/home/dev/shop", ModelId = "claude-opus-5-5", WindowTokens = 1_000_000 }, Read(Captured[0]));
        Assert.Equal(
            new StatusLineInput("85bde239-6dc5-4b80-915b-377899e7500b", "Opus 5.5", 0.0246m, 1, DateTimeOffset.FromUnixTimeSeconds(1795331753)) { Folder = "/home/dev/shop", ModelId = "claude-opus-5-5", WindowTokens = 1_000_000, UsedTokens = 7120 }, Read(Captured[1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("7")]
    [InlineData("{\"session_id\":\"\\ud800\"}")]
    public void Anything_but_an_object_is_no_input(string text) => Assert.Null(Read(text));

    [Theory]
    [InlineData("""{"session_id":7,"model":"x","cost":[],"context_window":null,"prompt_cache":true}""")]
    [InlineData("""{"session_id":"","model":{"display_name":{}},"cost":{"total_cost_usd":"1"},"context_window":{"used_percentage":-1},"prompt_cache":{"expires_at":-1}}""")]
    [InlineData("""{"cost":{"total_cost_usd":-0.1},"context_window":{"used_percentage":1e300},"prompt_cache":{"expires_at":1e18}}""")]
    [InlineData("""{"cost":{"total_cost_usd":1e400},"context_window":{"used_percentage":1e28},"prompt_cache":{"expires_at":null}}""")]
    public void Member_of_another_kind_or_size_is_not_known(string text) => Assert.Equal(StatusLineInput.Nothing, Read(text));

    [Theory]
    [InlineData("""{"cwd":"/a","workspace":{"current_dir":"/b"}}""", "/b")]
    [InlineData("""{"cwd":"/a","workspace":{"current_dir":"b"}}""", "/a")]
    [InlineData("""{"cwd":"/a"}""", "/a")]
    [InlineData("""{"cwd":"/a\u0000b","workspace":[]}""", null)]
    [InlineData("""{"cwd":""}""", null)]
    public void Folder_is_the_one_the_client_is_in_now(string text, string? folder) => Assert.Equal(folder, Read(text)!.Folder);

    [Fact]
    public void Names_without_end_are_not_known() => Assert.Null(Read("{\"model\":{\"display_name\":\"" + new string('x', 129) + "\"}}")!.Model);

    [Fact]
    public void Damaged_input_never_does_more_than_be_refused()
        => Gen.Select(Gen.Int[0, Captured.Length - 1], Gen.Int[0, 2000], Gen.Byte, Gen.Int[0, 2000]).Sample((which, at, value, cut) =>
        {
            var bytes = Encoding.UTF8.GetBytes(Captured[which]);
            bytes[at % bytes.Length] = value;

            _ = StatusLineInput.Read(bytes);
            _ = StatusLineInput.Read(bytes.AsMemory(0, Math.Min(cut, bytes.Length)));
        });

    private static StatusLineInput? Read(string text) => StatusLineInput.Read(Encoding.UTF8.GetBytes(text));
}
