using Coxswain.Core.Monitoring.Timeouts;
using Coxswain.Core.Recovery.Learning;

namespace Coxswain.Tests.Core.Monitoring.Timeouts;

public sealed class DurationHistoryTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>40 calls of 10, 20, … 400 s: 28 take longer than 120 s; of the 30 that lasted longer than 100 s all but those of 110 and 120 s do.</summary>
    [Fact]
    public void Chance_is_the_part_of_those_that_lasted_as_long()
    {
        var history = DurationHistory.Of(Calls(Enumerable.Range(1, 40).Select(static i => i * 10.0)), WaitKind.Whole);

        var begun = history.Chance("m", SizeBucket.Small, true, TimeSpan.Zero, Limit)!;
        var later = history.Chance("m", SizeBucket.Small, true, TimeSpan.FromSeconds(100), Limit)!;

        Assert.Equal((28L, 40L, LikeCalls.ModelAndSize), (begun.Passed, begun.Of, begun.Like));
        Assert.Equal((28L, 30L), (later.Passed, later.Of));
        Assert.Equal(28.5 / 41, begun.Chance, 12);
        // Quantiles of Beta(28.5, 12.5), worked out apart, by summing up its density.
        Assert.Equal(0.5478, begun.Low, 3);
        Assert.Equal(0.8244, begun.High, 3);
    }

    [Fact]
    public void Few_like_calls_are_joined_by_those_of_the_model_of_the_size_and_by_all()
    {
        var history = DurationHistory.Of(
            [.. Calls(Enumerable.Repeat(1.0, 5)), .. Calls(Enumerable.Repeat(200.0, 30), "m", SizeBucket.Large), .. Calls(Enumerable.Repeat(1.0, 40), "other")], WaitKind.Whole);

        Assert.Equal((30L, 35L, LikeCalls.Model), Told(history.Chance("m", SizeBucket.Small, true, TimeSpan.Zero, Limit)));
        Assert.Equal((0L, 45L, LikeCalls.Size), Told(history.Chance("new", SizeBucket.Small, true, TimeSpan.Zero, Limit)));
        Assert.Equal((30L, 75L, LikeCalls.All), Told(history.Chance("new", SizeBucket.Huge, true, TimeSpan.Zero, Limit)));
        Assert.Null(history.Chance("m", SizeBucket.Small, isStream: false, TimeSpan.Zero, Limit));
        Assert.Null(history.Chance("m", SizeBucket.Small, true, TimeSpan.FromSeconds(300), Limit));
    }

    /// <summary>A call cut at the deadline passed it; one cut before it may have or not, and is no evidence.</summary>
    [Fact]
    public void Call_that_was_cut_tells_only_that_it_lasted_so_long()
    {
        var cut = new[] { 119.95, 120, 60 }.Select(static s => new DurationSample(default, "m", SizeBucket.Small, true, null, TimeSpan.FromSeconds(s), true));
        var history = DurationHistory.Of([.. Calls(Enumerable.Repeat(10.0, 30)), .. cut], WaitKind.Whole);

        Assert.Equal((2L, 32L, LikeCalls.ModelAndSize), Told(history.Chance("m", SizeBucket.Small, true, TimeSpan.Zero, Limit)));
        Assert.Equal((0L, 30L, LikeCalls.ModelAndSize), Told(DurationHistory.Of(Calls(Enumerable.Repeat(10.0, 30)), WaitKind.Whole).Chance("m", SizeBucket.Small, true, TimeSpan.Zero, Limit)));
    }

    [Fact]
    public void None_that_passed_is_not_a_chance_of_nothing()
    {
        var chance = DurationHistory.Of(Calls(Enumerable.Repeat(10.0, 30)), WaitKind.Whole).Chance("m", SizeBucket.Small, true, TimeSpan.Zero, Limit)!;

        Assert.Equal(0, chance.Low);
        Assert.InRange(chance.Chance, 0.01, 0.02);
        Assert.InRange(chance.High, 0.05, 0.09);
    }

    private static IEnumerable<DurationSample> Calls(IEnumerable<double> seconds, string model = "m", SizeBucket size = SizeBucket.Small)
        => seconds.Select(one => new DurationSample(default, model, size, true, null, TimeSpan.FromSeconds(one), false));

    private static (long, long, LikeCalls) Told(PassChance? chance) => (chance!.Passed, chance.Of, chance.Like);
}
