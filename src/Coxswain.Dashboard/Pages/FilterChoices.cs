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
    private Task<(IReadOnlyList<string> Projects, IReadOnlyList<string> Models)>? _asked;
    private long _at;

    /// <summary>Of the last 90 days, the dearest first.</summary>
    public Task<(IReadOnlyList<string> Projects, IReadOnlyList<string> Models)> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_asked is null || (_asked.IsCompleted && clock.GetElapsedTime(_at) > Fresh))
            {
                _at = clock.GetTimestamp();
                _asked = AskAsync();
            }

            return _asked.WaitAsync(cancellationToken);
        }
    }

    private async Task<(IReadOnlyList<string> Projects, IReadOnlyList<string> Models)> AskAsync()
    {
        try
        {
            var filter = new UsageFilter(clock.GetUtcNow() - Back, null, TimeZoneInfo.Utc, "", "", "");
            var projects = await usage.ReadAsync(UsageGrouping.Project, filter, CancellationToken.None).ConfigureAwait(false);
            var models = await usage.ReadAsync(UsageGrouping.Model, filter, CancellationToken.None).ConfigureAwait(false);
            return (Names(projects), Names(models));
        }
        catch (UnavailableException)
        {
            return ([], []);
        }
    }

    private static List<string> Names(IEnumerable<UsageRow> rows) => [.. rows.Select(static row => row.Key).Where(static name => name.Length is > 0 and <= 1024).Take(Most)];
}
