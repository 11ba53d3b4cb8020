using System.Diagnostics;
using Coxswain.Bench.Measuring;

namespace Coxswain.Bench.Transcripts;

/// <summary>A whole import as a user has it: <c>cox import</c> into a new store of a running daemon, until every row is in its table.</summary>
/// <param name="Seconds">From the command's start to its end.</param>
/// <param name="CpuSeconds">Of daemon and engine.</param>
/// <param name="CostUsd">What <c>cox usage daily</c> then says, from the store.</param>
internal sealed record StoredImport(long Bytes, double Seconds, double CpuSeconds, decimal CostUsd, long Tokens)
{
    public static async Task<StoredImport> RunAsync(string folder, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string> { ["COX_TRANSCRIPTS_FOLDERS"] = folder, ["COX_TRANSCRIPTS_FOLLOW"] = "false" };
        await using var store = await StoreUnderTest.StartAsync(cancellationToken, environment);
        var (cpu, start) = (store.Meter.CpuSeconds(), Stopwatch.GetTimestamp());
        var import = (await store.Cox.RunAsync(cancellationToken, "import", "--json")).Json();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        cpu = store.Meter.CpuSeconds() - cpu;
        var usage = (await store.Cox.RunAsync(cancellationToken, "usage", "daily", "--timezone", "UTC", "--json")).Json();
        if (usage.GetProperty("origin").GetString() != "store" || usage.GetProperty("pendingRows").GetInt64() != 0)
        {
            throw new InvalidOperationException("The totals do not come from a complete store.");
        }

        var totals = usage.GetProperty("totals");
        return new StoredImport(
            import.GetProperty("bytesRead").GetInt64(), seconds, cpu, totals.GetProperty("costUsd").GetDecimal(), totals.GetProperty("totalTokens").GetInt64());
    }
}
