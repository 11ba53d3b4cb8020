using Coxswain.Core.Pricing;
using Coxswain.Gateway.Observing;

namespace Coxswain.Gateway.Attempts;

/// <summary>Makes the record of an attempt that is over.</summary>
internal sealed class AttemptTelling(PriceBook prices, TimeProvider clock)
{
    public AttemptRecord Of(Call call, AttemptPlan plan, AttemptResult result, TimeSpan waited, long begun)
    {
        var isPart = plan.Change is { IsForUs: true } && result.Failure is null;
        var told = result.Told ?? (result.Answer is { } answer ? ToldByAnswer.Of(answer) : null);
        return new AttemptRecord(
            call.Attempts.Count + 1,
            plan.Strategy,
            plan.Model,
            // Of a prompt in parts there is one outcome: the answer made of them, or the part that failed.
            isPart ? null : call.Cause,
            waited,
            clock.GetElapsedTime(begun),
            result.Answer?.Status ?? result.Failure?.Status ?? 0,
            told?.RequestId ?? "",
            result.Failure?.Class,
            result.Reason,
            result is { Failure: null, Answer: not null } && !isPart ? null : Cost(told))
        {
            InitialTokens = plan.Change?.Before,
            FinalTokens = plan.Change?.After,
            Tokens = call.IsMessage ? told?.Tokens : null,
            AnsweredModel = told?.Model ?? "",
        };
    }

    /// <returns>USD; <see langword="null"/> when no counts were told or the model has no price.</returns>
    public decimal? Cost(ToldByAnswer? told) => told is { Tokens: { } tokens, Model.Length: > 0 } ? prices.Cost(tokens, told.Model, clock.GetUtcNow()) : null;
}
