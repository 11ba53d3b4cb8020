using Coxswain.Core.Recovery.Learning;

namespace Coxswain.Core.Monitoring.Timeouts;

/// <summary>How long earlier calls took, by model, size and whether they stream; says how likely one like them is to pass a deadline.</summary>
internal sealed class DurationHistory
{
    /// <summary>Fewer like calls that had lasted as long are not enough: others are taken too.</summary>
    public const int FewestLike = 20;

    private readonly Dictionary<(LikeCalls Like, string Model, SizeBucket? Size, bool IsStream), DurationList> _lists;

    private DurationHistory(Dictionary<(LikeCalls, string, SizeBucket?, bool), DurationList> lists) => _lists = lists;

    public static DurationHistory Of(IEnumerable<DurationSample> samples, WaitKind kind)
    {
        var calls = samples.Select(sample => (Sample: sample, Lasted: Lasted(sample, kind))).Where(static one => one.Lasted is not null).ToList();
        return new DurationHistory(Enum.GetValues<LikeCalls>()
            .SelectMany(like => calls.GroupBy(one => Key(like, one.Sample.ModelId, one.Sample.Size, one.Sample.IsStream)))
            .ToDictionary(static group => group.Key, static group => new DurationList(group.Select(static one => (one.Lasted ?? TimeSpan.Zero, one.Sample.IsCut)))));
    }

    /// <returns><see langword="null"/>: nobody told how long it was waited for.</returns>
    public static TimeSpan? Lasted(DurationSample sample, WaitKind kind) => kind == WaitKind.Whole || !sample.IsStream ? sample.Whole : sample.FirstContent;

    /// <returns>By the nearest kind of calls of which enough had lasted as long; where no kind has, by the most there are. <see langword="null"/>: none had.</returns>
    public PassChance? Chance(string modelId, SizeBucket size, bool isStream, TimeSpan lasted, TimeSpan deadline)
    {
        (long Passed, long Of, LikeCalls Like)? most = null;
        foreach (var like in Enum.GetValues<LikeCalls>())
        {
            if (!_lists.TryGetValue(Key(like, modelId, size, isStream), out var list))
            {
                continue;
            }

            var (passed, of) = list.Count(lasted, deadline);
            if (of >= FewestLike)
            {
                return PassChance.From(deadline, lasted, passed, of, like);
            }

            most = of > (most?.Of ?? 0) ? (passed, of, like) : most;
        }

        return most is { } few ? PassChance.From(deadline, lasted, few.Passed, few.Of, few.Like) : null;
    }

    private static (LikeCalls, string, SizeBucket?, bool) Key(LikeCalls like, string modelId, SizeBucket size, bool isStream)
        => (like, like is LikeCalls.ModelAndSize or LikeCalls.Model ? modelId : "", like is LikeCalls.ModelAndSize or LikeCalls.Size ? size : null, isStream);
}
