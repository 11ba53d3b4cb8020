using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Learning;

namespace Coxswain.Tests.Core.Recovery;

public sealed class LearnedDeadlinesTests
{
    private static readonly TimeSpan Prior = TimeSpan.FromMinutes(3);
    private readonly LearnedDeadlines _deadlines = new();

    [Fact]
    public void Prior_holds_while_too_little_is_known()
    {
        _deadlines.Learn([new LatencySample("claude-opus-5-5", SizeBucket.Small, true, LearnedDeadlines.FewestRequests - 1, TimeSpan.FromSeconds(10))]);

        Assert.Equal(Prior, _deadlines.For("claude-opus-5-5", 1_000, isStream: true, Prior));
    }

    [Theory]
    [InlineData(10, 30)]
    [InlineData(1, 20)]
    [InlineData(500, 180)]
    public void Deadline_is_three_times_what_99_of_100_took_within_its_bounds(int p99Seconds, int expectedSeconds)
    {
        _deadlines.Learn([new LatencySample("claude-opus-5-5", SizeBucket.Small, true, 50, TimeSpan.FromSeconds(p99Seconds))]);

        Assert.Equal(TimeSpan.FromSeconds(expectedSeconds), _deadlines.For("claude-opus-5-5-20260922", 1_000, isStream: true, Prior));
    }

    [Theory]
    [InlineData("claude-haiku-5-5", 1_000L, true)]
    [InlineData("claude-opus-5-5", 400_000L, true)]
    [InlineData("claude-opus-5-5", null, true)]
    [InlineData("claude-opus-5-5", 1_000L, false)]
    public void Other_models_sizes_and_kinds_of_answer_are_not_hurried(string model, long? bytes, bool isStream)
    {
        _deadlines.Learn([new LatencySample("claude-opus-5-5", SizeBucket.Small, true, 50, TimeSpan.FromSeconds(10))]);

        Assert.Equal(Prior, _deadlines.For(model, bytes, isStream, Prior));
    }

    [Fact]
    public void What_is_learned_anew_takes_the_place_of_what_was()
    {
        _deadlines.Learn([new LatencySample("claude-opus-5-5", SizeBucket.Small, true, 50, TimeSpan.FromSeconds(10))]);
        _deadlines.Learn([]);

        Assert.Equal(Prior, _deadlines.For("claude-opus-5-5", 1_000, isStream: true, Prior));
    }
}
