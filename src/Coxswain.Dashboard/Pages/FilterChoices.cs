using Coxswain.Core.Kernel;
using Coxswain.Core.Usage;

namespace Coxswain.Dashboard.Pages;

/// <summary>What there is to narrow a page to. Asked once a minute at most; while nobody can be asked there is nothing to choose from, and a name can still be written.</summary>
public sealed class FilterChoices(IUsageStore usage, TimeProvider clock)
{
    private const int Most = 200;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Back = TimeSpan.FromDays(90);

    private readonly Lock _gate = new();
    private Task<FilterChoice>? _asked;
    private long _at;
    private volatile bool _isEmpty;

    /// <summary>Of the last 90 days, the dearest first.</summary>
    public Task<FilterChoice> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_asked is null || (_asked.IsCompleted && (_isEmpty || clock.GetElapsedTime(_at) > Fresh)))
            {
                _at = clock.GetTimestamp();
                _asked = AskAsync();
            }

            return _asked.WaitAsync(cancellationToken);
        }
    }

    private async Task<FilterChoice> AskAsync()
    {
        try
        {
            var filter = new UsageFilter(clock.GetUtcNow() - Back, null, TimeZoneInfo.Utc, "", "", "");
            var projects = await usage.ReadAsync(UsageGrouping.Project, filter, CancellationToken.None).ConfigureAwait(false);
            var models = await usage.ReadAsync(UsageGrouping.Model, filter, CancellationToken.None).ConfigureAwait(false);
            // Asked each time while there is nothing: the first event is to be seen at once.
            _isEmpty = models.Count == 0 && await usage.ReadSpanAsync(CancellationToken.None).ConfigureAwait(false) is null;
            return new FilterChoice(Names(projects), Names(models), _isEmpty);
        }
        catch (UnavailableException)
        {
            return FilterChoice.None;
        }
    }

    private static List<string> Names(IEnumerable<UsageRow> rows) => [.. rows.Select(static row => row.Key).Where(static name => name.Length is > 0 and <= PageFilter.LongestText).Take(Most)];
}
