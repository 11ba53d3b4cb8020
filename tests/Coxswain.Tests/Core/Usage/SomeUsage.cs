using Coxswain.Core.Usage;

namespace Coxswain.Tests.Core.Usage;

/// <summary>Totals for tests: one request of given size, time and cost.</summary>
internal static class SomeUsage
{
    public static UsageTotals Of(DateTimeOffset first, DateTimeOffset? last = null, long requests = 1, long input = 0, decimal? cost = 0, long unknown = 0) => new(
        requests, input, 0, 0, 0, 0, null, 0, 0, 0, cost, unknown, null, 0, 0, 0, ["claude-opus-5-5"], ["otlp"], first, last ?? first);
}
