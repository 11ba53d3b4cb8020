using Coxswain.Core.Pricing;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Tests.Core.Usage.Caching;

public sealed class CacheLedgerSimulationTests
{
    private const int Wanted = 2000;

    private static readonly CacheLedger Ledger = new(PriceBookLoader.Shipped());

    [Fact]
    public void Cause_of_at_least_95_in_100_of_2000_simulated_losses_is_right_and_so_are_the_tokens()
    {
        var judged = Judged(Enumerable.Range(1, 1200).Select(static seed => SimulatedSession.WithLosses(seed, isTold: true)));
        var losses = judged.Where(static pair => pair.Simulated.LostTokens > 0).ToList();
        var right = losses.Count(static pair => pair.Told.IsLost && pair.Told.Causes == pair.Simulated.Causes);
        var exact = losses.Count(static pair => pair.Told.LostTokens == pair.Simulated.LostTokens);
        var byCause = losses.GroupBy(static pair => pair.Simulated.Causes).Select(static group => $"{group.Key}: {group.Count(static pair => pair.Told.Causes == pair.Simulated.Causes && pair.Told.IsLost)}/{group.Count()}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{right} of {losses.Count} causes, {exact} exact amounts. {string.Join(", ", byCause)}");

        Assert.True(losses.Count >= Wanted, $"Only {losses.Count} losses.");
        Assert.True(losses.Select(static pair => pair.Simulated.Causes).Distinct().Count() >= 12);
        Assert.True(right >= 0.95 * losses.Count, $"{right} of {losses.Count}: {string.Join(", ", byCause)}");
        Assert.True(exact >= 0.85 * losses.Count, $"{exact} of {losses.Count}");
        Assert.Empty(Invented(judged));
        Assert.All(losses.Where(static pair => pair.Told.IsLost), static pair => Assert.True(pair.Told.LossUsd > 0));
    }

    [Fact]
    public void Each_cause_alone_is_right_in_at_least_nine_of_ten()
    {
        var losses = Judged(Enumerable.Range(5000, 1200).Select(static seed => SimulatedSession.WithLosses(seed, isTold: true))).Where(static pair => pair.Simulated.LostTokens > 0);

        Assert.All(losses.GroupBy(static pair => pair.Simulated.Causes), static group =>
        {
            var wrong = group.Where(static pair => pair.Told.Causes != pair.Simulated.Causes).Select(static pair => $"{pair.Told.Causes} {pair.Told.Untold}").ToList();
            Assert.True(wrong.Count <= 0.1 * group.Count(), $"{group.Key}: {wrong.Count} of {group.Count()} wrong: {string.Join(", ", wrong.Distinct())}");
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_2000_sessions_without_a_loss_none_has_one(bool isTold)
    {
        var judged = Judged(Enumerable.Range(20_000, Wanted).Select(seed => SimulatedSession.WithoutLosses(seed, isTold)));

        Assert.All(judged, static pair => Assert.Equal(0, pair.Simulated.LostTokens));
        Assert.Empty(Invented(judged));
        Assert.True(judged.Count(static pair => pair.Told.ExpectedReadTokens > 0) > 10_000);
    }

    /// <summary>Telemetry tells neither tools nor system prompts, messages or lifetimes: less can be named, and what is named is right.</summary>
    [Fact]
    public void Causes_named_from_telemetry_alone_are_among_the_true_ones()
    {
        var judged = Judged(Enumerable.Range(1, 1200).Select(static seed => SimulatedSession.WithLosses(seed, isTold: false)));
        var named = judged.Where(static pair => pair.Told.Causes != CacheLossCauses.None).ToList();

        Assert.All(named, static pair => Assert.Equal(CacheLossCauses.None, pair.Told.Causes & ~pair.Simulated.Causes));
        Assert.Empty(Invented(judged));
        Assert.True(named.Count > 500);
    }

    private static IEnumerable<string> Invented(IEnumerable<(SimulatedTurn Simulated, CacheTurn Told)> judged) => judged
        .Where(static pair => pair.Simulated.LostTokens == 0 && pair.Told.IsLost)
        .Select(static pair => $"{pair.Told.Request.SessionId} {pair.Told.Request.AgentId} {pair.Told.Request.SentAt:O}: {pair.Told.LostTokens} of {pair.Told.ExpectedReadTokens}, {pair.Told.Causes}");

    private static List<(SimulatedTurn Simulated, CacheTurn Told)> Judged(IEnumerable<SimulatedSession> sessions)
    {
        var all = sessions.ToList();
        var simulated = all.SelectMany(static session => session.Turns).ToDictionary<SimulatedTurn, object, SimulatedTurn>(static turn => turn.Request, static turn => turn, ReferenceEqualityComparer.Instance);
        return [.. Ledger.Read(all.SelectMany(static session => session.Turns).Select(static turn => turn.Request), all.SelectMany(static session => session.Compactions))
            .Select(told => (simulated[told.Request], told))];
    }
}
