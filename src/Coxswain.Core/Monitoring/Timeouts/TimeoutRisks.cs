using Coxswain.Core.Kernel;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery;

namespace Coxswain.Core.Monitoring.Timeouts;

/// <summary>Says which calls are likely to come too late. Earlier calls are read once a minute at most, and then while it is asked. Safe for use by many threads.</summary>
/// <param name="calls">What the gateway of this process has under way; <see langword="null"/>: there is no gateway in it.</param>
public sealed class TimeoutRisks(IDurationStore store, IRecoveryStore recovery, TimeProvider clock, CallsUnderWay? calls = null)
{
    /// <summary>Earlier calls that are looked at.</summary>
    public const int Most = 20_000;

    private static readonly TimeSpan Window = TimeSpan.FromDays(30);
    private static readonly TimeSpan LearnedFrom = TimeSpan.FromDays(14);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Task<TimeoutHistory>? _reading;
    private DateTimeOffset _readAt;

    /// <param name="model">Only calls sent to it; empty: all. Chances are the same.</param>
    public async Task<TimeoutReport> ReadAsync(string model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var history = await HistoryAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        var asked = ModelId.Normalise(model);
        return new TimeoutReport(
            now, history.AsOf, history.Range.From, history.Range.To, model, history.Calls, history.IsCut, history.Newest, TimeoutHistory.Limit.TotalMilliseconds,
            calls is null ? null : [.. calls.Read().Where(call => asked.Length == 0 || call.ModelId == asked).Select(call => history.Risk(call, now))
                .OrderByDescending(static risk => risk.IsPast).ThenByDescending(static risk => Math.Max(risk.Beginning?.Chance ?? 0, risk.Whole?.Chance ?? 0)).ThenBy(static risk => risk.Begun)],
            [.. history.Classes.Where(row => asked.Length == 0 || row.ModelId == asked)], history.All, history.Beginning, history.Whole);
    }

    private Task<TimeoutHistory> HistoryAsync()
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (_reading is null || _reading.IsFaulted || (_reading.IsCompleted && now - _readAt > Fresh))
            {
                (_reading, _readAt) = (ReadAsync(now), now);
            }

            return _reading;
        }
    }

    // Whoever asks first may leave: the others still wait for it.
    private async Task<TimeoutHistory> ReadAsync(DateTimeOffset now)
    {
        await Task.Yield();
        var range = new TimeRange(now - Window, now);
        var samples = await store.ReadAsync(range, Most + 1, CancellationToken.None).ConfigureAwait(false);
        var latencies = await recovery.ReadLatenciesAsync(new TimeRange(now - LearnedFrom, now), CancellationToken.None).ConfigureAwait(false);
        return new TimeoutHistory([.. samples.Take(Most)], latencies, range, now, samples.Count > Most);
    }
}
