using Coxswain.Core.Recovery;
using Coxswain.Gateway.Forwarding;
using Coxswain.Gateway.Observing;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Gateway.Attempts;

/// <summary>Makes plans of attempts: the client's request as it is, or as a strategy changed it.</summary>
internal sealed class AttemptPlans(AttemptPatience patience)
{
    public const string BetaHeader = "anthropic-beta";

    public AttemptPlan AsSent(HttpContext context, Call call) => new(
        call.Attempts.Count == 0 ? AttemptRecord.First : "retry",
        call.Request.Model,
        () => RequestCopy.Of(context.Request, call.Address, call.Body.ToContent),
        patience.FirstContent(call, call.Request.Model, call.Body.Length, call.Request.IsStream),
        IsHeldBack: call.Mode != RecoveryMode.Off && call.Body.IsHeld);

    public AttemptPlan Changed(HttpContext context, Call call, RequestChange change) => new(
        CallEvents.Word(change.Strategy),
        change.Model,
        () => Request(context, call, change),
        patience.FirstContent(call, change.Model, change.Body.Length, change.IsStream),
        IsHeldBack: true,
        change);

    public static string BetasOf(HttpRequest request) => request.Headers[BetaHeader].ToString();

    private static HttpRequestMessage Request(HttpContext context, Call call, RequestChange change)
    {
        var request = RequestCopy.Of(context.Request, call.Address, () => call.Body.ToContent(change.Body));
        if (change.Betas != BetasOf(context.Request))
        {
            request.Headers.Remove(BetaHeader);
            if (change.Betas.Length > 0)
            {
                request.Headers.TryAddWithoutValidation(BetaHeader, change.Betas);
            }
        }

        if (change.IsForUs)
        {
            // Without the header any coding would do (RFC 9110 §12.5.3), and the text is read here.
            request.Headers.Remove("accept-encoding");
            request.Headers.TryAddWithoutValidation("accept-encoding", "identity");
        }

        return request;
    }
}
