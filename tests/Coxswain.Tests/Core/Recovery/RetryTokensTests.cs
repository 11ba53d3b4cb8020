using Coxswain.Core.Recovery;

namespace Coxswain.Tests.Core.Recovery;

public sealed class RetryTokensTests
{
    [Fact]
    public void In_an_outage_attempts_stay_at_one_and_the_part_for_each_call_once_the_store_is_used_up()
    {
        var tokens = new RetryTokens(perCall: 0.1, perAnswer: 0, most: 10);
        Attempts(tokens, calls: 200);

        Assert.InRange(Attempts(tokens, calls: 10_000), 10_900, 11_001);
    }

    [Fact]
    public void The_store_itself_is_all_an_outage_gets_beyond_that()
        => Assert.InRange(Attempts(new RetryTokens(perCall: 0.1, perAnswer: 0, most: 10), calls: 1000), 1000, 1000 + 100 + 10);

    [Fact]
    public void Single_failures_among_successes_always_find_a_token()
    {
        var tokens = new RetryTokens(perCall: 0.1, perAnswer: 0, most: 10);
        for (var call = 0; call < 10_000; call++)
        {
            tokens.CallBegins();
            Assert.True(call % 20 != 0 || tokens.TryTake());
        }
    }

    [Fact]
    public void Answers_bring_tokens_back_and_never_more_than_are_kept()
    {
        var tokens = new RetryTokens(perCall: 0, perAnswer: 1, most: 3);
        for (var i = 0; i < 10; i++)
        {
            tokens.CallAnswered();
        }

        Assert.Equal(3, Enumerable.Range(0, 10).Count(_ => tokens.TryTake()));
        tokens.CallAnswered();
        Assert.Equal([true, false], [tokens.TryTake(), tokens.TryTake()]);
    }

    [Fact]
    public async Task Many_threads_together_take_no_more_than_there_are()
    {
        var tokens = new RetryTokens(perCall: 0.1, perAnswer: 0, most: 100);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 1000).Count(_ => tokens.TryTake()), TestContext.Current.CancellationToken)));

        Assert.Equal(100, taken.Sum());
    }

    // Each call fails and tries again for as long as it may.
    private static int Attempts(RetryTokens tokens, int calls)
    {
        var attempts = 0;
        for (var call = 0; call < calls; call++)
        {
            tokens.CallBegins();
            attempts++;
            while (tokens.TryTake())
            {
                attempts++;
            }
        }

        return attempts;
    }
}
