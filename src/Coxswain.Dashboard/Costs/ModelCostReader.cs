using Coxswain.Core.Usage;
using Coxswain.Dashboard.Pages;

namespace Coxswain.Dashboard.Costs;

/// <summary>Asks what each model cost over the days or hours of a range.</summary>
public sealed class ModelCostReader(IUsageStore usage)
{
    /// <summary>More colours nobody tells apart; what other models cost is one series.</summary>
    private const int MostModels = 5;

    public async Task<ModelCosts> ReadAsync(PageFilter filter, DateTimeOffset now, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var range = filter.ToUsage(now, zone);
        var all = usage.ReadHoursAsync(range, cancellationToken);
        var named = (await usage.ReadAsync(UsageGrouping.Model, range, cancellationToken).ConfigureAwait(false)).Where(static row => row.Key.Length > 0).Take(MostModels).ToList();
        var each = new List<(string, IReadOnlyList<(DateTimeOffset, UsageTotals)>)>();
        foreach (var row in named)
        {
            each.Add((row.Key, named.Count == 1 && filter.Model.Length > 0 ? await all.ConfigureAwait(false) : await usage.ReadHoursAsync(range with { Model = row.Key }, cancellationToken).ConfigureAwait(false)));
        }

        return new ModelCosts(each, await all.ConfigureAwait(false));
    }
}
