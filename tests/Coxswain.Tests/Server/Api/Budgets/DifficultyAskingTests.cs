using System.Net;
using System.Net.Sockets;
using Coxswain.Core.Budgets.Recommending;
using Coxswain.Server.Api.Budgets;
using Coxswain.Testing.Upstream;

namespace Coxswain.Tests.Server.Api.Budgets;

/// <summary>A small model is asked through the official SDK, against a scripted Messages API on loopback.</summary>
public sealed class DifficultyAskingTests
{
    private const string Task = "hidden words of a task";
    private const string Model = "claude-haiku-5-5";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Estimate_comes_from_one_call_of_the_model()
    {
        await using var upstream = await StartAsync(UpstreamStep.Say("""{"routine": 0.1, "ordinary": 0.2, "hard": 0.7}"""));

        var row = await Asking(upstream.Address).AskAsync(true, Model, Task, Cancel);

        Assert.Equal(new AskedRow(Model, new DifficultyShares(0.1, 0.2, 0.7), 0, ""), Rounded(row!));
        var call = Assert.Single(upstream.Calls);
        Assert.Equal((Model, false), (call.Model, call.Stream));
    }

    [Theory]
    [InlineData("I think it is hard.", "not the estimate")]
    [InlineData("""{"routine": 1, "ordinary": 1, "hard": 1}""", "not the estimate")]
    public async Task Bad_answer_counts_for_nothing_and_is_said(string answer, string note)
    {
        await using var upstream = await StartAsync(UpstreamStep.Say(answer));

        await AssertNothingAsync(upstream, note);
    }

    [Fact]
    public async Task Large_answer_counts_for_nothing_and_is_said()
    {
        await using var upstream = await StartAsync(UpstreamStep.Say(new string('x', 100_000)));

        await AssertNothingAsync(upstream, "could not be read");
    }

    [Fact]
    public async Task Error_of_the_API_is_said_by_its_status_alone_and_not_tried_again()
    {
        await using var upstream = await StartAsync(UpstreamStep.Fail(529, "overloaded_error", "quotes " + Task));

        await AssertNothingAsync(upstream, "the API answered 529.");
    }

    [Fact]
    public async Task Connection_that_breaks_is_said()
    {
        await using var upstream = await StartAsync(new UpstreamStep { Reset = true });

        await AssertNothingAsync(upstream, "could not be reached");
    }

    [Fact]
    public async Task Late_answer_counts_for_nothing_and_is_said()
    {
        await using var upstream = await StartAsync(new UpstreamStep { Hang = TimeSpan.FromMinutes(5) });

        await AssertNothingAsync(upstream, "took too long", new RecommendOptions { AskTime = TimeSpan.FromMilliseconds(200) });
    }

    [Fact]
    public async Task Nobody_is_asked_unless_it_is_switched_on_and_there_is_a_key()
    {
        await using var upstream = await StartAsync(UpstreamStep.Say("no"));

        Assert.Null(await Asking(upstream.Address).AskAsync(null, Model, Task, Cancel));
        Assert.Null(await Asking(upstream.Address, new RecommendOptions { Ask = true }).AskAsync(false, Model, Task, Cancel));
        var keyless = await new DifficultyAsking(new RecommendOptions { Ask = true }, new Dictionary<string, string> { ["ANTHROPIC_BASE_URL"] = upstream.Address }).AskAsync(null, Model, Task, Cancel);
        Assert.Equal(new AskedRow("", null, 0, "ANTHROPIC_API_KEY is not set where the server was started."), keyless);
        Assert.Empty(upstream.Calls);
    }

    private static async Task AssertNothingAsync(ScriptedUpstream upstream, string note, RecommendOptions? options = null)
    {
        var row = await Asking(upstream.Address, options).AskAsync(true, Model, Task, Cancel);

        Assert.Equal((Model, null), (row!.Model, row.Difficulty));
        Assert.Contains(note, row.Note, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", row.Note, StringComparison.Ordinal);
        Assert.Single(upstream.Calls);
    }

    private static AskedRow Rounded(AskedRow row)
        => row with { Difficulty = row.Difficulty is { } shares ? new DifficultyShares(Math.Round(shares.Routine, 9), Math.Round(shares.Ordinary, 9), Math.Round(shares.Hard, 9)) : null };

    private static DifficultyAsking Asking(string address, RecommendOptions? options = null)
        => new(options ?? new RecommendOptions(), new Dictionary<string, string> { ["ANTHROPIC_BASE_URL"] = address, ["ANTHROPIC_API_KEY"] = "key-of-nobody" });

    private static Task<ScriptedUpstream> StartAsync(UpstreamStep step)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return ScriptedUpstream.StartAsync(socket, [step], Cancel);
    }
}
