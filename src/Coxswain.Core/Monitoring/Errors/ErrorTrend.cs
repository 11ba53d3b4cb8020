using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Monitoring.Errors;

/// <summary>The rate of given-up requests against that of as long before.</summary>
/// <param name="From">With <paramref name="To"/> the time before, half-open.</param>
/// <param name="Before">Of the time before; of none when nothing is stored of it.</param>
/// <param name="ChangePoints">In percentage points; <see langword="null"/>: one of the two is not known.</param>
/// <param name="IsMoreThanChance">The two intervals do not touch.</param>
public sealed record ErrorTrend(DateTimeOffset From, DateTimeOffset To, Proportion Before, double? ChangePoints, bool IsMoreThanChance)
{
    public static ErrorTrend Of(TimeRange window, Proportion before, Proportion now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        return new ErrorTrend(window.From, window.To, before, now.Rate is { } rate && before.Rate is { } then ? (rate - then) * 100 : null, now.IsAbove(before) || before.IsAbove(now));
    }
}
