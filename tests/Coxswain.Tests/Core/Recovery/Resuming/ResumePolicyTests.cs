using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Checkpoints;
using Coxswain.Core.Recovery.Resuming;

namespace Coxswain.Tests.Core.Recovery.Resuming;

public sealed class ResumePolicyTests
{
    private static readonly DateTimeOffset Failed = new(2026, 11, 26, 9, 0, 0, TimeSpan.Zero);
    private static readonly CheckpointOptions Options = new();

    public static TheoryData<string, string> Cases => new()
    {
        { "transient", "Resume" },
        { "billing", "LetBe: waiting does not help against this failure" },
        { "unknown failure", "LetBe: waiting does not help against this failure" },
        { "alive", "Wait: its client still runs" },
        { "attended", "LetBe: its user was there, saw the failure, and ended it" },
        { "attended and alive", "Wait: its client still runs" },
        { "gone on", "LetBe: the session went on" },
        { "resumed well", "LetBe: the session went on" },
        { "too soon", "Wait: the wait before the next resume is not over" },
        { "too soon after the first", "Wait: the wait before the next resume is not over" },
        { "second", "Resume" },
        { "no more", "LetBe: it was resumed as often as checkpoints.resumesPerSession allows" },
        { "not today", "Wait: sessions were resumed as often today as checkpoints.resumesPerDay allows" },
        { "yesterday's do not count", "Resume" },
        { "too old", "LetBe: it failed too long ago" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Session_is_resumed_only_when_that_may_help_and_nobody_else_does(string given, string expected)
    {
        var now = Failed + (given switch
        {
            "too soon" => Options.ResumeWait - TimeSpan.FromTicks(1),
            "too old" => Options.ResumeWithin + TimeSpan.FromTicks(1),
            _ => TimeSpan.FromMinutes(10),
        });
        FailureClass? failure = given switch { "billing" => FailureClass.Billing, "unknown failure" => null, _ => FailureClass.Overloaded };
        ResumeAttempt[] own = given switch
        {
            "resumed well" => [new(Failed, now, ResumeOutcome.Succeeded)],
            "too soon after the first" => [new(Failed, now - (Options.ResumeWait * 2) + TimeSpan.FromTicks(1), ResumeOutcome.Failed)],
            "second" => [new(Failed, now - (Options.ResumeWait * 2), ResumeOutcome.Failed)],
            "no more" => [new(Failed, Failed, ResumeOutcome.Failed), new(Failed, null, null)],
            _ => [],
        };
        var others = Enumerable.Repeat(new ResumeAttempt(given == "not today" ? now - TimeSpan.FromHours(23) : now - TimeSpan.FromHours(24), null, null), Options.ResumesPerDay);

        var decision = ResumePolicy.Decide(
            new FailedSession("s", Failed, failure, "/", new SessionClient(null, null, null, null, null, given.StartsWith("attended", StringComparison.Ordinal))),
            given == "gone on" ? Failed + TimeSpan.FromTicks(1) : Failed - TimeSpan.FromMinutes(1), given.EndsWith("alive", StringComparison.Ordinal), own, [.. own, .. others], Options, now);

        Assert.Equal(expected, decision.Action == ResumeAction.Resume ? "Resume" : $"{decision.Action}: {decision.Reason}");
    }

    [Theory]
    [InlineData("overloaded", null, "", FailureClass.Overloaded)]
    [InlineData("server_error", 529, "", FailureClass.Overloaded)]
    [InlineData("server_error", null, "", FailureClass.ServerError)]
    [InlineData("rate_limit", null, "", FailureClass.RateLimited)]
    [InlineData("rate_limit", 429, "You have reached your spend limit", FailureClass.SpendLimit)]
    [InlineData("invalid_request", null, "Prompt is too long", FailureClass.PromptTooLong)]
    [InlineData("billing_error", null, "", FailureClass.Billing)]
    [InlineData("authentication_failed", null, "", FailureClass.Authentication)]
    [InlineData("unknown", null, "API Error: Connection error.", FailureClass.ConnectFailed)]
    [InlineData("unknown", null, "", null)]
    [InlineData("of_next_year", null, "", null)]
    [InlineData(null, null, "", null)]
    public void Failure_is_named_by_status_then_word_then_wording(string? word, int? status, string message, FailureClass? expected)
        => Assert.Equal(expected, ClientFailure.Of(word, status, message));
}
