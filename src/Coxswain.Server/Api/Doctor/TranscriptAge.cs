using Coxswain.Core.Kernel;
using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;

namespace Coxswain.Server.Api.Doctor;

/// <summary>Looks whether transcripts go further back than the store keeps requests. Reads them all, a few tenths of a second for a gigabyte.</summary>
internal sealed class TranscriptAge(TranscriptImport transcripts, PriceBook prices, RequestRetention retention, DataFolder folder, TimeProvider clock)
{
    /// <returns>Nothing in a demo, which takes no transcripts of this machine.</returns>
    public async Task<IReadOnlyList<DoctorCheck>> RunAsync(CancellationToken cancellationToken)
    {
        if (folder.IsDemo)
        {
            return [];
        }

        var folders = await transcripts.AllFoldersAsync(cancellationToken);
        var usage = (retention.ComingDays ?? retention.Days) is null
            ? null
            : await Task.Run(() => TranscriptUsageScan.Run(folders, TimeZoneInfo.Utc, prices, cancellationToken), cancellationToken);
        return [TranscriptChecks.Age(usage?.Rows ?? [], retention, clock.GetUtcNow())];
    }
}
