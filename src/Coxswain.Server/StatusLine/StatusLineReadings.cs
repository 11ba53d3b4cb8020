using Coxswain.Core.Kernel;
using Coxswain.Storage;

namespace Coxswain.Server.StatusLine;

/// <summary>Puts together what a status line tells, each piece as new as it can be in the time there is.</summary>
internal sealed class StatusLineReadings(SpendMemory spend, BudgetMemory budgets, CacheMemory caches)
{
    /// <summary>Whoever waits for a status line waits no longer for a new answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(140);

    /// <summary>Budgets and caches do not hold up what was spent: what takes longer is there for the next line.</summary>
    private static readonly TimeSpan ShortPatience = TimeSpan.FromMilliseconds(15);

    /// <param name="folder">Where the client works; empty: not told.</param>
    public async Task<StatusLineAnswer> ReadAsync(string session, string folder, CancellationToken cancellationToken)
    {
        var spent = SpentAsync(session, cancellationToken);
        var budget = OrNothingAsync(budgets.ReadAsync(session, folder, ShortPatience, cancellationToken), cancellationToken);
        var cache = OrNothingAsync(caches.ReadAsync(session, ShortPatience, cancellationToken), cancellationToken);
        return await spent with { Budget = await budget, Cache = await cache };
    }

    private async Task<StatusLineAnswer> SpentAsync(string session, CancellationToken cancellationToken)
    {
        try
        {
            return await spend.ReadAsync(session, Patience, cancellationToken) is { } reading ? StatusLineAnswer.Of(reading) : StatusLineAnswer.Unavailable(StatusLineAnswer.Late);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return StatusLineAnswer.Unavailable(StatusLineAnswer.Late);
        }
        catch (Exception failure) when (failure is StoreUnavailableException or StoreRejectedException)
        {
            return StatusLineAnswer.Unavailable(failure.Message);
        }
    }

    /// <summary>What the store cannot be asked is left out; that it cannot is told with the spend.</summary>
    private static async Task<T?> OrNothingAsync<T>(Task<T?> reading, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await reading;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (UnavailableException)
        {
            return null;
        }
    }
}
