using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Learning;

namespace Coxswain.Core.Monitoring.Timeouts;

/// <summary>What was learned of how long calls take, at one moment.</summary>
internal sealed class TimeoutHistory
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly LearnedDeadlines _deadlines = new();
    private readonly DurationHistory _beginning;
    private readonly DurationHistory _whole;

    public TimeoutHistory(IReadOnlyList<DurationSample> samples, IEnumerable<LatencySample> latencies, TimeRange range, DateTimeOffset asOf, bool isCut)
    {
        (AsOf, Range, IsCut, Calls) = (asOf, range, isCut, samples.Count);
        _deadlines.Learn(latencies);
        _beginning = DurationHistory.Of(samples, WaitKind.Beginning);
        _whole = DurationHistory.Of(samples, WaitKind.Whole);
        Newest = samples.Count == 0 ? null : samples.Max(static sample => sample.Time);
        Classes = [.. samples.GroupBy(static sample => (sample.ModelId, sample.Size, sample.IsStream)).Select(Row).OrderByDescending(static row => row.Calls).ThenBy(static row => row.ModelId, StringComparer.Ordinal).ThenBy(static row => row.Size)];
        var (passed, of) = new DurationList(samples.Select(static sample => (sample.Whole, sample.IsCut))).Count(TimeSpan.Zero, Limit);
        All = of == 0 ? null : PassChance.From(Limit, TimeSpan.Zero, passed, of, LikeCalls.All);
        Beginning = Calibration.Of(samples, WaitKind.Beginning, Deadline);
        Whole = Calibration.Of(samples, WaitKind.Whole, static _ => Limit);
    }

    public DateTimeOffset AsOf { get; }

    public TimeRange Range { get; }

    public bool IsCut { get; }

    public long Calls { get; }

    public DateTimeOffset? Newest { get; }

    public IReadOnlyList<TimeoutClassRow> Classes { get; }

    public PassChance? All { get; }

    public Calibration? Beginning { get; }

    public Calibration? Whole { get; }

    public CallRisk Risk(CallUnderWay call, DateTimeOffset now)
    {
        var size = SizeBuckets.Of(call.PromptTokens ?? long.MaxValue);
        var lasted = now > call.AttemptBegun ? now - call.AttemptBegun : TimeSpan.Zero;
        return new CallRisk(
            call.Id, call.SessionId, call.ModelId, call.PromptTokens, size, call.IsStream, call.Attempt, call.Begun, lasted.TotalMilliseconds, call.HasBegun, call.Deadline?.TotalMilliseconds,
            call is { HasBegun: false, Deadline: { } deadline } ? _beginning.Chance(call.ModelId, size, call.IsStream, lasted, deadline) : null,
            lasted >= Limit ? null : _whole.Chance(call.ModelId, size, call.IsStream, lasted, Limit))
        {
            IsPast = lasted >= Limit,
        };
    }

    private TimeoutClassRow Row(IGrouping<(string ModelId, SizeBucket Size, bool IsStream), DurationSample> calls)
    {
        var (model, size, isStream) = calls.Key;
        var times = calls.Select(static call => call.Whole.TotalMilliseconds).Order().ToArray();
        var deadline = Deadline(calls.First());
        return new TimeoutClassRow(
            model, size, isStream, times.Length, calls.Count(static call => call.IsCut), Quantile(times, 0.5), Quantile(times, 0.95), deadline.TotalMilliseconds,
            _beginning.Chance(model, size, isStream, TimeSpan.Zero, deadline), _whole.Chance(model, size, isStream, TimeSpan.Zero, Limit));
    }

    private TimeSpan Deadline(DurationSample sample)
        => _deadlines.For(sample.ModelId, Bytes(sample.Size), sample.IsStream, sample.IsStream ? LearnedDeadlines.StreamPrior : LearnedDeadlines.WholePrior);

    /// <summary>Of any prompt of that size.</summary>
    private static long? Bytes(SizeBucket size) => size switch
    {
        SizeBucket.Small => (long)(8_000 * LearnedDeadlines.BytesPerToken),
        SizeBucket.Medium => (long)(50_000 * LearnedDeadlines.BytesPerToken),
        SizeBucket.Large => (long)(200_000 * LearnedDeadlines.BytesPerToken),
        _ => null,
    };

    // The smallest that so large a part is not above: always one that was measured.
    private static double Quantile(double[] sorted, double part) => sorted[Math.Max(0, (int)Math.Ceiling(part * sorted.Length) - 1)];
}
