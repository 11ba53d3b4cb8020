using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Pricing;

namespace Coxswain.Tests.Core.Budgets.Switching;

/// <summary>Questions that tests vary: a conversation on Opus 5.5 with a warm cache.</summary>
internal static class SomeSwitch
{
    public const string Opus = "claude-opus-5-5";
    public const string Sonnet = "claude-sonnet-5-5";
    public const string Haiku = "claude-haiku-5-5";

    public static PriceBook Book { get; } = PriceBookLoader.Shipped();

    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static SwitchEconomics Economics { get; } = new(Book);

    public static SwitchQuestion Question(
        string from = Opus, string to = Haiku, long context = 150_000, long? warm = null, int turns = 20, CacheLifetime lifetime = CacheLifetime.FiveMinutes) => new()
        {
            At = Now,
            From = from,
            To = new SwitchTarget(to, 1_000_000, 1_000_000),
            ContextTokens = context,
            Cache = CacheState.Warm(warm ?? context, Now.AddSeconds(-20), lifetime),
            Turn = new TurnShape(0, 0, Spread: 0),
            Remaining = TurnForecast.Exactly(turns),
        };

    public static SwitchFigures Figures(SwitchQuestion question)
    {
        var figures = Economics.Weigh(question).Figures;
        Assert.NotNull(figures);
        return figures;
    }
}
