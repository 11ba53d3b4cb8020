using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Learning;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Gateway.Attempts;

/// <summary>What is tried about a failure beside the same request again, in the order that outcomes taught.</summary>
internal sealed class StrategyChain(
    StrategyLedger ledger, RequestChanges changes, AttemptSender sender, AttemptPlans plans, RecoveryPolicy policy, AttemptPatience patience, CallBudgets budgets, TimeProvider clock)
{
    /// <returns>The best one not tried yet; <see langword="null"/> when there is none.</returns>
    public RecoveryStrategy? Next(Call call, UpstreamFailure failure, HashSet<RecoveryStrategy> tried)
    {
        foreach (var strategy in call.OrderFor(failure.Class, () => [.. ledger.Order(Key(call, failure), clock.GetUtcNow()).Select(static one => one.Strategy)]))
        {
            if (!tried.Contains(strategy) && (strategy == RecoveryStrategy.Retry || call is { Mode: RecoveryMode.Full, IsMessage: true }))
            {
                return strategy;
            }
        }

        return null;
    }

    /// <returns>A shorter prompt that costs less than the client's; <see langword="null"/> when there is none.</returns>
    public RequestChange? Optimized(HttpContext context, Call call) => call is { IsMessage: true, Body.IsHeld: true } && call.Read() is { } request
        ? changes.Optimized(request, AttemptPlans.BetasOf(context.Request))
        : null;

    /// <returns><see langword="null"/> when the strategy has nothing to offer for this request.</returns>
    public async Task<AttemptResult?> TryAsync(HttpContext context, Call call, UpstreamFailure failure, RecoveryStrategy strategy, HashSet<RecoveryStrategy> tried)
    {
        tried.Add(strategy);
        var made = call.Attempts.Count;
        if (!sender.Circuit(call.Request.Model).Tokens.TryTake())
        {
            call.Explain("too many attempts fail");
            return null;
        }

        AttemptResult? result;
        if (strategy == RecoveryStrategy.ContextChunking)
        {
            result = await ChunkAsync(context, call, failure);
        }
        else if (call.Read() is { } request && changes.Make(request, AttemptPlans.BetasOf(context.Request), failure, strategy) is { } change)
        {
            result = await budgets.AllowAsync(call, change, context.RequestAborted) ? await sender.SendAsync(context, call, plans.Changed(context, call, change), TimeSpan.Zero) : null;
        }
        else
        {
            return null;
        }

        if (result is not null && result.Reason != AttemptResult.CircuitOpen)
        {
            Learn(call, failure, strategy, result, made);
        }

        return result;
    }

    /// <summary>Takes an outcome into account for the calls to come.</summary>
    /// <param name="before">Attempts that were made before the strategy's own.</param>
    public void Learn(Call call, UpstreamFailure failure, RecoveryStrategy strategy, AttemptResult result, int before)
        => ledger.Record(Key(call, failure), strategy, result.Failure is null, (double)call.Attempts.Skip(before).Sum(static one => one.CostUsd ?? 0), clock.GetUtcNow());

    /// <summary>By what is recorded of an attempt too, so that the same is learned again after a start.</summary>
    private static FailureKey Key(Call call, UpstreamFailure failure)
        => FailureKey.Of(failure.Class, call.Request.Model, (long)((call.Body.Length ?? 0) / LearnedDeadlines.BytesPerToken));

    /// <summary>A failure that passes by itself does not cost the parts before it.</summary>
    private async Task<AttemptResult> SendPartAsync(HttpContext context, Call call, RequestChange part)
    {
        var waited = TimeSpan.Zero;
        for (var attempts = 1; ; attempts++)
        {
            var result = await sender.SendAsync(context, call, plans.Changed(context, call, part), waited);
            if (result.Failure is not { } failure || result.Reason == AttemptResult.CircuitOpen
                || policy.Decide(failure, attempts, patience.Elapsed(call), patience.Chance()).Wait is not { } wait || !sender.Circuit(call.Request.Model).Tokens.TryTake())
            {
                return result;
            }

            result.Answer?.Dispose();
            waited = wait;
            await patience.WaitAsync(wait, context.RequestAborted);
        }
    }

    /// <summary>Each part is answered by itself; of those answers, as often as they need it, one is made.</summary>
    private async Task<AttemptResult?> ChunkAsync(HttpContext context, Call call, UpstreamFailure failure)
    {
        var betas = AttemptPlans.BetasOf(context.Request);
        if (call.Read() is not { } request || changes.Parts(request, betas, failure) is not { Count: > 0 } step)
        {
            return null;
        }

        while (true)
        {
            var answers = new List<string>();
            foreach (var part in step)
            {
                if (!patience.HasTime(call) || !await budgets.AllowAsync(call, part, context.RequestAborted))
                {
                    return null;
                }

                var result = await SendPartAsync(context, call, part);
                if (result.Failure is not null || !part.IsForUs)
                {
                    return result;
                }

                using var answer = result.Answer;
                if (answer is null || AnswerText.Of(answer.Held.Written.Span) is not { Length: > 0 } text)
                {
                    call.Explain("a part has no answer");
                    return null;
                }

                answers.Add(text);
            }

            if (changes.Merged(request, betas, failure, answers) is not { Count: > 0 } next)
            {
                return null;
            }

            step = next;
        }
    }
}
