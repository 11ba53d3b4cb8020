using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Recovery.Capabilities;

namespace Coxswain.Tests.Core.Budgets.Switching.Simulation;

/// <summary>One decision in the middle of a session, and what really came of it when it was to switch.</summary>
/// <param name="TrueSavingUsd">By running the session's other turns with both models; <see langword="null"/> without a switch.</param>
/// <param name="MeasuredUsd">The same by <see cref="RealisedSaving"/>, which sees the new model's requests only.</param>
internal sealed record SimulatedDecision(SwitchVerdict Verdict, SwitchDecision Decision, SwitchReceipt Receipt, decimal? TrueSavingUsd, decimal? MeasuredUsd)
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Shipped();
    private static readonly SwitchPolicy Policy = new(new SwitchLimits());

    private static readonly (string From, string To)[] Pairs =
    [
        ("claude-opus-5-5", "claude-haiku-5-5"), ("claude-opus-5-5", "claude-haiku-5-5"), ("claude-sonnet-5-5", "claude-haiku-5-5"), ("claude-opus-5-5", "claude-sonnet-5-5"),
        ("claude-opus-5", "claude-haiku-4-5-20251001"), ("claude-sonnet-5-5", "claude-haiku-4-5-20251001"), ("claude-fable-5-2", "claude-opus-5-5"), ("claude-fable-5-2", "claude-sonnet-5-5"),
        ("claude-haiku-5-5", "claude-sonnet-5-5"), ("claude-sonnet-5-5", "claude-opus-5-5"),
    ];

    public static SimulatedDecision Of(int seed)
    {
        var draw = new Draw(seed);
        var user = new SimulatedUser(draw);
        var (from, to) = draw.OneOf(Pairs);
        var target = SwitchTarget.Of(Catalog, from, to);

        // A session is met at a turn it does get to, wherever it will end.
        var soFar = draw.Unit() < 0.15 ? 0 : (int)draw.Around(25, 1);
        var length = user.Length();
        while (length <= soFar)
        {
            soFar = draw.Unit() < 0.15 ? 0 : (int)draw.Around(25, 1);
            length = user.Length();
        }

        var session = new SimulatedSession(draw, length);
        var stay = new SimulatedConversation(from, session.CompactsAt, session.Lifetime, 1);
        var at = SomeSwitch.Now;
        for (var turn = 0; turn < soFar; turn++)
        {
            at += session.Turns[turn].Idle;
            stay.Answer(session.Turns[turn], at);
        }

        at += session.Turns[soFar].Idle;
        var verdict = SomeSwitch.Economics.Weigh(Question(user, target, from, session, stay, soFar, at));
        var decision = Policy.Decide(verdict, draw.OneOf<double?>(null, 0.85, 0.95, 1.02, 0.5), mayForce: true);
        var receipt = SwitchReceipt.Of("session", verdict, decision);
        if (!decision.ShouldSwitch)
        {
            return new SimulatedDecision(verdict, decision, receipt, null, null);
        }

        var (staying, switched) = Run(draw, session, stay, target, soFar, at, verdict.Question.LostThinkingTokens);
        return new SimulatedDecision(verdict, decision, receipt, staying.CostUsd - switched.CostUsd, RealisedSaving.Of(receipt, switched.Requests, SomeSwitch.Book).SavedUsd);
    }

    private static SwitchQuestion Question(SimulatedUser user, SwitchTarget target, string from, SimulatedSession session, SimulatedConversation stay, int soFar, DateTimeOffset at) => new()
    {
        At = at,
        From = from,
        To = target,
        ContextTokens = stay.Context,
        Cache = stay.Cache(),
        Turn = TurnShapes.Of(stay.Requests, session.Lifetime),
        Remaining = user.Curve.After(soFar),
        LostThinkingTokens = stay.Requests.TakeLast(10).Sum(request => request.Usage.OutputTokens) / 2,
        CompactsAtTokens = session.CompactsAt,
        Moment = SwitchMoments.At(soFar, false, stay.IsCompacted, session.Turns[soFar].Idle, session.Lifetime),
    };

    /// <summary>The turns still to come, once with each model.</summary>
    private static (SimulatedConversation Stay, SimulatedConversation Switched) Run(
        Draw draw, SimulatedSession session, SimulatedConversation so, SwitchTarget target, int soFar, DateTimeOffset at, long lostThinking)
    {
        var stay = so.Copy();
        var compactsAt = Math.Min(session.CompactsAt, target.WindowTokens * 9 / 10 ?? session.CompactsAt);
        var switched = SimulatedConversation.From(so, target.Model, (long)(compactsAt * Math.Min(1, target.TokenFactor)), session.Lifetime, target.TokenFactor);
        var rethought = (long)(lostThinking * draw.Unit() / 2);
        for (var turn = soFar; turn < session.Turns.Count; turn++)
        {
            at += turn == soFar ? TimeSpan.Zero : session.Turns[turn].Idle;
            stay.Answer(session.Turns[turn], at);
            switched.Answer(session.Turns[turn], at, turn == soFar ? rethought : 0);
        }

        return (stay, switched);
    }
}
