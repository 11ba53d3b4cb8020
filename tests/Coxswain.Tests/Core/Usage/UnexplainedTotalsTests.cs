using Coxswain.Core.Sessions;
using Coxswain.Core.Usage;

namespace Coxswain.Tests.Core.Usage;

public sealed class UnexplainedTotalsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A session that cannot be compared says nothing, one whose requests cost more takes nothing away from the others.</summary>
    [Fact]
    public void Only_what_is_higher_than_its_requests_explain_is_summed() => Assert.Equal(
        new UnexplainedTotals(4, 2, 0.75m),
        UnexplainedTotals.Of(
        [
            Total(1m, 0.5m), Total(1m, 0.75m), Total(1m, 1m), Total(1m, 2m),
            Total(5m, 0m) with { RequestsWithoutFigure = 1 }, Total(5m, 0m) with { OriginSessionId = "o" },
        ]));

    private static SessionClientTotal Total(decimal total, decimal stored) => new("s", Noon, total, stored, 1, 0, 0, Noon);
}
