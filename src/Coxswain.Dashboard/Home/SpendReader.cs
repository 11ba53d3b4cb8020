using Coxswain.Core.Usage;
using Coxswain.Dashboard.Pages;

namespace Coxswain.Dashboard.Home;

/// <summary>Asks what a range cost, and what it is compared with.</summary>
public sealed class SpendReader(IUsageStore usage)
{
    public async Task<SpendAnswer> ReadAsync(PageFilter filter, DateTimeOffset now, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var range = filter.ToUsage(now, zone);
        var before = filter.WindowBefore(now, zone);
        var models = usage.ReadAsync(UsageGrouping.Model, range, cancellationToken);
        var hours = usage.ReadHoursAsync(range, cancellationToken);
        var span = usage.ReadSpanAsync(cancellationToken);
        var last = usage.ReadAsync(UsageGrouping.Model, range with { Since = now.AddHours(-1), Until = null }, cancellationToken);
        var earlier = usage.ReadAsync(UsageGrouping.Model, range with { Since = before.From, Until = before.To }, cancellationToken);
        var known = (await span.ConfigureAwait(false))?.From;
        return new SpendAnswer(await hours.ConfigureAwait(false), await models.ConfigureAwait(false), known)
        {
            LastHour = SpendAnswer.Sum(await last.ConfigureAwait(false)),
            Before = SpendAnswer.Sum(await earlier.ConfigureAwait(false)),
            KnowsBefore = known < before.From,
        };
    }
}
