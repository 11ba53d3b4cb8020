using Coxswain.Gateway.Journal;
using Coxswain.Tests.Gateway.Attempts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Coxswain.Tests.Gateway.Attempts.MessagesScript;

namespace Coxswain.Tests.Gateway.Journal;

/// <summary>Failed requests are kept for replay: few, not for long, readable by their owner only, and without any key.</summary>
public sealed class RequestJournalTests
{
    private const string Key = "sk-ant-marked-key";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failed_request_is_kept_byte_for_byte_and_no_key_with_it()
    {
        var body = Body("é\\u0041");
        await using var bed = await GatewayBed.StartAsync(new MessagesScript(Error(529, "overloaded_error", "Overloaded")).AnswerAsync, ("MostAttempts", "1"));

        await CallAsync(bed, body, "s1");

        await using var stopped = bed;
        await bed.EventsAsync();
        var journal = bed.Services.GetRequiredService<RequestJournal>();
        var entry = Assert.Single(journal.List());
        Assert.Equal(("s1", "claude-haiku-4-5", "/v1/messages?beta=true", "overloaded", 529, "Overloaded"), (entry.SessionId, entry.Model, entry.Target, entry.Failure, entry.Status, entry.Message));
        Assert.Equal("a,b", entry.Headers["anthropic-beta"]);
        Assert.Equal(body, System.Text.Encoding.UTF8.GetString(await JournalFile.ReadBodyAsync(journal.PathOf(entry.Id), entry, Cancelled)));
        Assert.DoesNotContain(Key, await File.ReadAllTextAsync(journal.PathOf(entry.Id), Cancelled), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(journal.PathOf(entry.Id)));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(bed.JournalFolder));
        }
    }

    [Fact]
    public async Task Newest_five_of_each_session_are_kept()
    {
        await using var bed = await GatewayBed.StartAsync(new MessagesScript(Error(402, "billing_error", "no")).AnswerAsync, ("MostAttempts", "1"));
        for (var i = 0; i < 8; i++)
        {
            await CallAsync(bed, Body($"number {i}"), "s1");
            await CallAsync(bed, Body("other"), "s2");
        }

        await bed.EventsAsync();

        var journal = bed.Services.GetRequiredService<RequestJournal>();
        var (one, other) = (journal.List().Where(static entry => entry.SessionId == "s1").ToList(), journal.List().Where(static entry => entry.SessionId == "s2"));
        Assert.Equal((5, 5), (one.Count, other.Count()));
        Assert.Contains("number 7", System.Text.Encoding.UTF8.GetString(await JournalFile.ReadBodyAsync(journal.PathOf(one[0].Id), one[0], Cancelled)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_that_tell_no_session_are_kept_apart_by_their_user_agent()
    {
        await using var bed = await GatewayBed.StartAsync(new MessagesScript(Error(402, "billing_error", "no")).AnswerAsync);
        var journal = bed.Services.GetRequiredService<RequestJournal>();
        string[] clients = ["curl/8", "Anthropic/JS 0.70", ""];
        for (var i = 0; i < 7; i++)
        {
            foreach (var client in clients)
            {
                await journal.KeepAsync(Entry($"{client.Length}-{i}", i, client), "body"u8.ToArray(), Cancelled);
            }
        }

        Assert.Equal(
            clients.Select(static client => (client, 5, $"{client.Length}-6")),
            clients.Select(client => (client, Of(journal, client).Count, Of(journal, client)[0].Id)));
    }

    [Fact]
    public async Task Journal_grows_no_larger_than_it_may_and_the_newest_stays()
    {
        const int Most = 3000;
        await using var bed = await GatewayBed.StartAsync(new MessagesScript(Error(402, "billing_error", "no")).AnswerAsync, ("JournalBytes", $"{Most}"));
        for (var i = 0; i < 8; i++)
        {
            await CallAsync(bed, Body(new string('x', 600)), $"s{i}");
        }

        await bed.EventsAsync();

        var files = new DirectoryInfo(bed.JournalFolder).GetFiles();
        Assert.InRange(files.Sum(static file => file.Length), Most / 3, Most);
        Assert.Equal("s7", bed.Services.GetRequiredService<RequestJournal>().List()[0].SessionId);
    }

    [Fact]
    public async Task Request_too_old_is_deleted_with_the_next_one_that_is_kept()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var bed = await GatewayBed.StartAsync(clock, new MessagesScript(Error(402, "billing_error", "no")).AnswerAsync, ("JournalDays", "2"));
        await CallAsync(bed, Body("old"), "s1");
        clock.Advance(TimeSpan.FromDays(2.1));
        await CallAsync(bed, Body("new"), "s2");

        await bed.EventsAsync();

        Assert.Equal("s2", Assert.Single(bed.Services.GetRequiredService<RequestJournal>().List()).SessionId);
        Assert.Single(Directory.GetFiles(bed.JournalFolder));
    }

    [Fact]
    public async Task Request_too_old_is_deleted_though_no_other_fails_and_so_is_what_was_half_written()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var bed = await GatewayBed.StartAsync(clock, new MessagesScript(Error(402, "billing_error", "no")).AnswerAsync, ("JournalDays", "2"));
        await CallAsync(bed, Body("old"), "s1");
        await bed.EventsAsync();
        await File.WriteAllTextAsync(Path.Combine(bed.JournalFolder, "killed.request.new"), Body("half"), Cancelled);
        clock.Advance(TimeSpan.FromDays(2.1));

        await bed.Services.GetRequiredService<RequestJournal>().PruneAsync(Cancelled);

        Assert.Empty(Directory.GetFiles(bed.JournalFolder));
    }

    [Theory]
    [InlineData("Journal", "false")]
    [InlineData("JournalBytes", "10")]
    public async Task Nothing_is_kept_where_the_journal_is_off_or_too_small(string setting, string value)
    {
        await using var bed = await GatewayBed.StartAsync(new MessagesScript(Error(402, "billing_error", "no")).AnswerAsync, (setting, value));

        await CallAsync(bed, Body("x"), "s1");
        await bed.EventsAsync();

        Assert.False(Directory.Exists(bed.JournalFolder));
    }

    [Fact]
    public async Task What_succeeded_and_what_would_only_fail_again_is_not_kept()
    {
        await using var bed = await GatewayBed.StartAsync(new MessagesScript(Stream(Whole), Error(400, "invalid_request_error", "messages: field required")).AnswerAsync);

        await CallAsync(bed, Body("x"), "s1");
        await CallAsync(bed, Body("x"), "s1");
        await bed.EventsAsync();

        Assert.Empty(bed.Services.GetRequiredService<RequestJournal>().List());
    }

    [Fact]
    public async Task Journal_that_cannot_be_written_hurts_no_call()
    {
        await using var bed = await GatewayBed.StartAsync(new MessagesScript(Error(402, "billing_error", "no")).AnswerAsync);
        await File.WriteAllTextAsync(bed.JournalFolder, "in the way", Cancelled);

        Assert.Equal(402, (await CallAsync(bed, Body("x"), "s1")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}\n")]
    [InlineData("no line")]
    [InlineData("[1]\nrest")]
    public async Task Files_of_another_make_are_passed_over(string content)
    {
        await using var bed = await GatewayBed.StartAsync(new MessagesScript(Stream(Whole)).AnswerAsync);
        Directory.CreateDirectory(bed.JournalFolder);
        await File.WriteAllTextAsync(Path.Combine(bed.JournalFolder, "x.request"), content, Cancelled);

        Assert.Empty(bed.Services.GetRequiredService<RequestJournal>().List());
        await bed.Services.GetRequiredService<RequestJournal>().PruneAsync(Cancelled);
        Assert.Empty(Directory.GetFiles(bed.JournalFolder));
    }

    [Fact]
    public async Task Plan_says_what_each_strategy_would_do_and_sends_nothing()
    {
        var script = new MessagesScript(Error(400, "invalid_request_error", "prompt is too long: 17200 tokens > 12000 maximum"));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);
        await CallAsync(bed, Body(string.Concat(Enumerable.Repeat("line of text that is long\\n", 2300))), "s1");
        await bed.EventsAsync();
        var sent = script.Bodies.Count;

        var plan = await bed.Services.GetRequiredService<ReplayPlanner>().PlanAsync(bed.Services.GetRequiredService<RequestJournal>().List()[0], optimizes: false, Cancelled);

        Assert.Equal((17_200L, false), (plan.PromptTokens, plan.IsEstimated));
        Assert.Equal(["first", "token_reduction", "context_chunking"], plan.Steps.Select(static step => step.Strategy));
        Assert.Matches("^about [0-9,]+ tokens of 17,200 stay$", plan.Steps[1].What);
        Assert.Equal(sent, script.Bodies.Count);
    }

    private static string Body(string text) => $$"""{"model":"claude-haiku-4-5","max_tokens":100,"stream":true,"messages":[{"role":"user","content":"{{text}}"}]}""";

    private static Task<BedAnswer> CallAsync(GatewayBed bed, string body, string session)
        => bed.CallAsync(body, ("x-claude-code-session-id", session), ("x-api-key", Key), ("authorization", "Bearer " + Key), ("anthropic-beta", "a,b"));

    private static List<JournalEntry> Of(RequestJournal journal, string client) => [.. journal.List().Where(entry => entry.Headers.GetValueOrDefault("user-agent", "") == client)];

    private static JournalEntry Entry(string id, int minute, string userAgent) => new(
        id, TimeProvider.System.GetUtcNow().AddMinutes(minute - 60), "", "", "claude-haiku-4-5", "/v1/messages", "overloaded", 529, "", 4, new Dictionary<string, string> { ["user-agent"] = userAgent });
}
