using Microsoft.Extensions.Hosting;

namespace Coxswain.Gateway.Journal;

/// <summary>Deletes requests that are too old, where no other fails after them too.</summary>
internal sealed class JournalUpkeep(RequestJournal journal, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await journal.PruneAsync(stoppingToken);
            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
