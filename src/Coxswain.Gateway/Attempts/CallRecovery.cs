using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Learning;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Gateway.Attempts;

/// <summary>
/// Sends a call until it is answered, or until the failure is the client's. What can be done about a failure is tried in the learned order; the same request again
/// as often as the policy allows, each other strategy once.
/// </summary>
internal sealed class CallRecovery(AttemptSender sender, AttemptPlans plans, RecoveryPolicy policy, AttemptPatience patience, StrategyChain chain, CallBudgets budgets)
{
    /// <returns>The last result of the client's own request, or the answer that a strategy brought; a failure when nothing more may be tried.</returns>
    /// <exception cref="OperationCanceledException">The client is gone.</exception>
    public async Task<AttemptResult> RunAsync(HttpContext context, Call call)
    {
        sender.Circuit(call.Request.Model).Tokens.CallBegins();
        var first = call.Wishes.Optimizes && chain.Optimized(context, call) is { } shorter ? plans.Changed(context, call, shorter) : plans.AsSent(context, call);
        var last = await sender.SendAsync(context, call, first, TimeSpan.Zero);
        var tried = new HashSet<RecoveryStrategy>();
        try
        {
            while (last.Failure is { } failure && call.Attempts.Count > 0 && Refusal(call, failure) is var refusal)
            {
                if (refusal.Length > 0 || chain.Next(call, failure, tried) is not { } strategy)
                {
                    call.ExplainUnlessSaid(refusal.Length > 0 ? refusal : tried.Count > 0 ? "nothing else may be tried" : "the same request fails again");
                    return last;
                }

                call.Cause = failure.Class;
                var next = strategy == RecoveryStrategy.Retry ? await RetryAsync(context, call, failure, tried) : await chain.TryAsync(context, call, failure, strategy, tried);
                if (next is null || next.Reason == AttemptResult.CircuitOpen)
                {
                    continue;
                }

                if (next.Failure is null || strategy == RecoveryStrategy.Retry)
                {
                    last.Answer?.Dispose();
                    last = next;
                }
                else
                {
                    // The client hears what became of its own request, not of one it did not send.
                    next.Answer?.Dispose();
                }
            }
        }
        catch
        {
            last.Answer?.Dispose();
            throw;
        }

        return last;
    }

    /// <summary>Why nothing may be tried at all; empty when something may.</summary>
    private string Refusal(Call call, UpstreamFailure failure) => call switch
    {
        { Mode: RecoveryMode.Off } => "recovery is off",
        { Body.IsHeld: false } => "the request is too large to be held",
        _ when failure.ShouldRetry == false => "the upstream says not to",
        _ when !patience.HasTime(call) => "time used up",
        _ => "",
    };

    /// <returns><see langword="null"/> when the policy has no further attempt; then it is among those tried.</returns>
    private async Task<AttemptResult?> RetryAsync(HttpContext context, Call call, UpstreamFailure failure, HashSet<RecoveryStrategy> tried)
    {
        var decision = policy.Decide(failure, call.Attempts.Count, patience.Elapsed(call), patience.Chance());
        if (decision.Wait is not { } wait || !MayRetry(call, sender.Circuit(call.Request.Model)))
        {
            tried.Add(RecoveryStrategy.Retry);
            call.Explain(decision.Wait is null ? decision.Reason : "too many attempts fail");
            return null;
        }

        if (!await budgets.AllowAgainAsync(call, context.RequestAborted))
        {
            tried.Add(RecoveryStrategy.Retry);
            return null;
        }

        call.Explain(decision.Reason);
        await patience.WaitAsync(wait, context.RequestAborted);
        var result = await sender.SendAsync(context, call, plans.AsSent(context, call), wait);
        if (result.Reason == AttemptResult.CircuitOpen)
        {
            tried.Add(RecoveryStrategy.Retry);
        }
        else
        {
            chain.Learn(call, failure, RecoveryStrategy.Retry, result, call.Attempts.Count - 1);
        }

        return result;
    }

    /// <summary>
    /// A token, or an open circuit: what waits for a probe adds nothing to the outage, and calls that met a short one together all wait it out. Once for each call, so
    /// that an upstream that goes up and down is not sent more.
    /// </summary>
    private static bool MayRetry(Call call, UpstreamCircuit circuit)
    {
        if (circuit.Tokens.TryTake())
        {
            return true;
        }

        var mayWait = circuit.IsOpen && !call.RetriedWithoutToken;
        call.RetriedWithoutToken |= mayWait;
        return mayWait;
    }
}
