using Coxswain.Core.Recovery;
using Coxswain.Gateway.Forwarding;
using Microsoft.AspNetCore.Http;
using Polly.CircuitBreaker;

namespace Coxswain.Gateway.Attempts;

/// <summary>Sends a call until it is answered, or until the failure is the client's.</summary>
internal sealed class CallRecovery(AttemptRunner runner, UpstreamCircuits circuits, RecoveryPolicy policy, AttemptPatience patience, AttemptTelling telling)
{
    private static readonly TimeSpan ShortestBreak = TimeSpan.FromMilliseconds(50);

    /// <returns>The last attempt's result; a failure when nothing more may be tried.</returns>
    /// <exception cref="OperationCanceledException">The client is gone.</exception>
    public async Task<AttemptResult> RunAsync(HttpContext context, Call call)
    {
        var circuit = circuits.Of(call.Request.Model);
        circuit.Tokens.CallBegins();
        var waited = TimeSpan.Zero;
        AttemptResult? last = null;
        while (true)
        {
            var plan = Plan(context, call);
            var begun = patience.Now;
            try
            {
                var next = await circuit.RunAsync(runner, plan, context.RequestAborted);
                last?.Answer?.Dispose();
                last = next;
            }
            catch (BrokenCircuitException open)
            {
                call.MetDegraded = true;
                var pause = (open.RetryAfter is { } asked && asked > ShortestBreak ? asked : ShortestBreak) * (1 + (0.2 * patience.Chance()));
                if (!patience.HasTimeFor(call, pause))
                {
                    return last ?? new AttemptResult(new UpstreamFailure(FailureClass.Overloaded, 0, pause), null, Reason: "circuit open");
                }

                waited += pause;
                await patience.WaitAsync(pause, context.RequestAborted);
                continue;
            }

            call.Add(telling.Of(call, plan, last, waited, begun));
            if (last.Failure is not { } failure)
            {
                circuit.Tokens.CallAnswered();
                return last;
            }

            var decision = call.Body.IsHeld && call.Mode != RecoveryMode.Off
                ? policy.Decide(failure, call.Attempts.Count, patience.Elapsed(call), patience.Chance())
                : RecoveryDecision.PassOn(call.Body.IsHeld ? "recovery is off" : "the request is too large to be held");
            if (decision.Wait is { } && !circuit.Tokens.TryTake())
            {
                decision = RecoveryDecision.PassOn("too many attempts fail");
            }

            call.Explain(decision.Reason);
            if (decision.Wait is not { } wait)
            {
                return last;
            }

            waited = wait;
            await patience.WaitAsync(wait, context.RequestAborted);
        }
    }

    private AttemptPlan Plan(HttpContext context, Call call) => new(
        call.Attempts.Count == 0 ? "first" : "retry",
        call.Request.Model,
        () => RequestCopy.Of(context.Request, call.Address, call.Body.ToContent),
        patience.FirstContent(call),
        patience.Stall,
        IsHeldBack: call.Mode != RecoveryMode.Off && call.Body.IsHeld);
}
