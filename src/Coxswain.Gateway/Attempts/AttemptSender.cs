using Coxswain.Core.Recovery;
using Microsoft.AspNetCore.Http;
using Polly.CircuitBreaker;

namespace Coxswain.Gateway.Attempts;

/// <summary>Makes one attempt through the circuit of its model, and records it. While the circuit is open it waits for a probe, for a while.</summary>
internal sealed class AttemptSender(AttemptRunner runner, UpstreamCircuits circuits, AttemptPatience patience, AttemptTelling telling, CallsUnderWay underWay)
{
    private static readonly TimeSpan ShortestBreak = TimeSpan.FromMilliseconds(50);

    public UpstreamCircuit Circuit(string model) => circuits.Of(model);

    /// <param name="waited">Before it, since the attempt before.</param>
    /// <returns>Without a record of an attempt, when the circuit stayed open and nothing was sent.</returns>
    /// <exception cref="OperationCanceledException">The client is gone.</exception>
    public async Task<AttemptResult> SendAsync(HttpContext context, Call call, AttemptPlan plan, TimeSpan waited)
    {
        var circuit = circuits.Of(plan.Model);
        while (true)
        {
            var begun = patience.Now;
            try
            {
                if (call.IsMessage)
                {
                    underWay.Sent(patience.UnderWay(call, plan));
                }

                var result = call.Mode == RecoveryMode.Off
                    ? await runner.RunAsync(plan, context.RequestAborted)
                    : await circuit.RunAsync(runner, plan, context.RequestAborted);
                call.Add(telling.Of(call, plan, result, waited, begun));
                if (result.Reason == AttemptResult.ClientGone)
                {
                    throw new OperationCanceledException(context.RequestAborted);
                }

                if (result.Failure is null)
                {
                    underWay.Begun(call.Id);
                    circuit.Tokens.CallAnswered();
                }

                return result with { Attempt = call.Attempts.Count };
            }
            catch (BrokenCircuitException open)
            {
                call.MetDegraded = true;
                var pause = (open.RetryAfter is { } asked && asked > ShortestBreak ? asked : ShortestBreak) * (1 + (0.2 * patience.Chance()));
                if (!patience.MayWaitForProbe(call, pause))
                {
                    return new AttemptResult(new UpstreamFailure(FailureClass.Overloaded, 0, pause), null, Reason: AttemptResult.CircuitOpen);
                }

                waited += pause;
                await patience.WaitAsync(pause, context.RequestAborted);
            }
        }
    }
}
