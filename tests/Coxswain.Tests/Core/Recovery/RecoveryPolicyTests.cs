using Coxswain.Core.Recovery;

namespace Coxswain.Tests.Core.Recovery;

public sealed class RecoveryPolicyTests
{
    private static readonly RecoveryPolicy Policy = new(new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)), mostAttempts: 4, time: TimeSpan.FromMinutes(1), longestWait: TimeSpan.FromSeconds(20));

    [Theory]
    [InlineData(FailureClass.ConnectFailed, true)]
    [InlineData(FailureClass.ConnectionLost, true)]
    [InlineData(FailureClass.ServerError, true)]
    [InlineData(FailureClass.Overloaded, true)]
    [InlineData(FailureClass.RateLimited, true)]
    [InlineData(FailureClass.NoFirstByte, true)]
    [InlineData(FailureClass.Stalled, true)]
    [InlineData(FailureClass.EmptyStream, true)]
    [InlineData(FailureClass.TruncatedStream, true)]
    [InlineData(FailureClass.SpendLimit, false)]
    [InlineData(FailureClass.Billing, false)]
    [InlineData(FailureClass.Authentication, false)]
    [InlineData(FailureClass.Permission, false)]
    [InlineData(FailureClass.PromptTooLong, false)]
    [InlineData(FailureClass.RequestTooLarge, false)]
    [InlineData(FailureClass.InvalidRequest, false)]
    public void Same_request_is_sent_again_only_where_that_may_help(FailureClass failure, bool isTried)
        => Assert.Equal(isTried, Policy.Decide(new UpstreamFailure(failure, 0), 1, TimeSpan.Zero, 0.5).Wait is not null);

    [Theory]
    [InlineData(0, 5.0)]
    [InlineData(0.99, 5.495)]
    public void Asked_for_wait_is_kept_and_never_shortened(double random, double seconds)
        => Assert.Equal(seconds, Policy.Decide(new UpstreamFailure(FailureClass.RateLimited, 429, TimeSpan.FromSeconds(5)), 1, TimeSpan.Zero, random).Wait!.Value.TotalSeconds, 3);

    [Fact]
    public void Upstream_that_asks_for_no_wait_at_all_is_backed_off_from_all_the_same()
        => Assert.Equal(
            RecoveryDecision.Retry(TimeSpan.FromSeconds(2), "backoff"),
            Policy.Decide(new UpstreamFailure(FailureClass.Overloaded, 529, TimeSpan.Zero), 3, TimeSpan.Zero, 0.5));

    [Theory]
    [InlineData(21, 1, 0, "the upstream asks for too long a wait")]
    [InlineData(1, 4, 0, "attempts used up")]
    [InlineData(15, 1, 50, "time used up")]
    public void Bounds_end_it_and_say_which(int askedSeconds, int attempts, int elapsedSeconds, string reason)
    {
        var decision = Policy.Decide(new UpstreamFailure(FailureClass.RateLimited, 429, TimeSpan.FromSeconds(askedSeconds)), attempts, TimeSpan.FromSeconds(elapsedSeconds), 0);

        Assert.Equal((null, reason), (decision.Wait, decision.Reason));
    }

    [Fact]
    public void Upstreams_own_word_counts()
        => Assert.Null(Policy.Decide(new UpstreamFailure(FailureClass.Overloaded, 529, ShouldRetry: false), 1, TimeSpan.Zero, 0).Wait);

    [Fact]
    public void Rate_limit_says_nothing_of_the_upstreams_health()
        => Assert.Equal((false, true), (FailureGroups.SpeaksOfUpstream(FailureClass.RateLimited), FailureGroups.SpeaksOfUpstream(FailureClass.Overloaded)));

    [Theory]
    [InlineData("prompt is too long: 210000 tokens > 200000 maximum", 210_000, 200_000)]
    [InlineData("Prompt is too long: 7 tokens > 6 maximum.", 7, 6)]
    public void Counts_of_a_prompt_that_is_too_long_are_read(string message, long tokens, long most) => Assert.Equal(new PromptLimit(tokens, most), PromptLimit.Of(message));

    [Theory]
    [InlineData("")]
    [InlineData("prompt is too long")]
    [InlineData("prompt is too long: 5 tokens > 6 maximum")]
    [InlineData("prompt is too long: 99999999999999999999 tokens > 6 maximum")]
    public void Messages_without_counts_tell_none(string message) => Assert.Null(PromptLimit.Of(message));
}
