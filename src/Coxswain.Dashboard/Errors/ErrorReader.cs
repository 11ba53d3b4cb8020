using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Monitoring.Timeouts;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Errors;

/// <summary>Asks what fails, and what is likely to come too late.</summary>
public sealed class ErrorReader(ErrorRates errors, TimeoutRisks timeouts, TimeProvider clock)
{
    public async Task<ErrorAnswers> ReadAsync(PageFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        var risks = Told.AskAsync(() => timeouts.ReadAsync(filter.Model, cancellationToken));
        return new ErrorAnswers(filter, now, zone)
        {
            Errors = await Told.AskAsync(() => errors.ReadAsync(filter.ToUsage(now, zone), filter.WindowBefore(now, zone), cancellationToken)).ConfigureAwait(false),
            Timeouts = await risks.ConfigureAwait(false),
        };
    }
}
