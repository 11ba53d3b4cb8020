using Coxswain.Bench.Measuring;

namespace Coxswain.Bench.Ingest;

/// <summary>
/// How many log records a second are acknowledged and stored, beside the rate at which the engine alone takes the same rows. Rounds of the arms
/// alternate on the same machine; then one long load shows what a record costs at every power of ten.
/// </summary>
internal static class IngestBench
{
    public const int LargeBatch = 512;
    private const int SmallBatch = 10;
    private const int SmallConnections = 32;

    public static async Task<BenchReport> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var large = LogTemplate.Create(LargeBatch, seed: 1);
        var small = LogTemplate.Create(SmallBatch, seed: 2);
        var perRound = Math.Min(options.Records, options.Full ? 1_000_000 : 300_000);
        var arms = new Arms();
        for (var round = 0; round < options.Rounds; round++)
        {
            await Console.Error.WriteLineAsync($"round {round + 1} of {options.Rounds}");
            await arms.RunAsync(round, large, small, perRound, options.Connections, SmallConnections, cancellationToken);
        }

        var figures = arms.Figures().ToList();
        figures.AddRange(await GrowthLoad.RunAsync(large, options, cancellationToken));
        return new BenchReport(
            "ingest",
            $"OTLP over http/protobuf, {LogTemplate.Attributes} attributes a record, bodies of {LargeBatch} ({large.Bytes:N0} bytes, {options.Connections} connections) and of {SmallBatch} records ({SmallConnections} connections); sender on the same cores; {perRound:N0} records an arm and round.",
            figures);
    }
}
