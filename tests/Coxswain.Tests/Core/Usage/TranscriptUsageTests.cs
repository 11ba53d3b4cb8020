using Coxswain.Core.Pricing;
using Coxswain.Core.Usage;
using Coxswain.Testing;

namespace Coxswain.Tests.Core.Usage;

public sealed class TranscriptUsageTests
{
    /// <summary>The capture's session cost 0.07372 by the client's own account.</summary>
    [Fact]
    public void Real_transcript_gives_the_clients_own_total()
    {
        var folders = Path.Combine(Captures.Folder, "tools-json");

        var report = TranscriptUsage.Answer(
            new UsageQuestion("daily", "", "", "UTC", "", "", ""), folders, PriceBookLoader.Shipped(), new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero), CancellationToken.None);

        Assert.Equal((UsageReport.FromTranscripts, 6, 0.07372m), (report!.Origin, report.Totals!.Requests, report.Totals.CostUsd));
    }
}
