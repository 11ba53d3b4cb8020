using Coxswain.Bench.Outbox;

namespace Coxswain.Bench;

internal static class Program
{
    private static async Task<int> Main(string[] args) => args switch
    {
        ["outbox", .. var rest] => await OutboxBench.RunAsync(rest),
        _ => 2,
    };
}
