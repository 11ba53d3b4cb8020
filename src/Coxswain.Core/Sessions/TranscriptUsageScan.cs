using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions.Importing;
using Coxswain.Core.Sessions.Reading;
using Coxswain.Core.Sessions.Scanning;

namespace Coxswain.Core.Sessions;

/// <summary>
/// The first complete total, straight from the files: no store, no engine, nothing kept. For as long as nothing is imported;
/// afterwards the store answers, which also knows what telemetry told.
/// </summary>
public static class TranscriptUsageScan
{
    private const int Workers = 2;

    /// <summary>Reads every transcript below the folders. Blocks; uses two threads.</summary>
    /// <param name="projectFolders">See <see cref="TranscriptImport.ProjectFolders"/>.</param>
    /// <param name="zone">What days are counted in.</param>
    public static ScannedUsage Run(IReadOnlyList<string> projectFolders, TimeZoneInfo zone, PriceBook prices, CancellationToken cancellationToken)
    {
        var files = projectFolders.SelectMany(TranscriptFolders.Find).Where(static file => !TranscriptFile.At(file.Path).IsMeta)
            .OrderBy(static file => file.Path, StringComparer.Ordinal).ToArray();
        var bySize = Enumerable.Range(0, files.Length).OrderByDescending(index => files[index].LengthBytes).ToArray();
        var workers = Enumerable.Range(0, Workers).Select(static _ => new UsageFileScanner()).ToArray();
        var next = -1;
        Parallel.For(0, Workers, new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancellationToken }, worker =>
        {
            for (var turn = Interlocked.Increment(ref next); turn < bySize.Length; turn = Interlocked.Increment(ref next))
            {
                cancellationToken.ThrowIfCancellationRequested();
                workers[worker].Read(files[bySize[turn]], bySize[turn]);
            }
        });
        return Total(workers, files.Length, new UsagePricing(prices, zone));
    }

    private static ScannedUsage Total(UsageFileScanner[] workers, int files, UsagePricing pricing)
    {
        var all = new RequestTable();
        var models = new List<string>();
        foreach (var worker in workers)
        {
            worker.AddTo(all, models);
        }

        foreach (var request in all.Requests())
        {
            pricing.Add(request, models[request.Model]);
        }

        return new ScannedUsage(
            pricing.Rows(),
            files,
            workers.Sum(static worker => worker.UnreadableFiles),
            workers.Sum(static worker => worker.Bytes),
            workers.Sum(static worker => worker.Lines),
            workers.Sum(static worker => worker.UsageLines),
            workers.Sum(static worker => worker.DamagedLines),
            workers.Sum(static worker => worker.InvalidCountLines));
    }
}
