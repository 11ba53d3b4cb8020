using Coxswain.Core.Recovery;
using Coxswain.Gateway.Forwarding;
using Coxswain.Gateway.Observing;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Gateway.Attempts;

/// <summary>
/// One call of the Messages API: 1. its body is held; 2. budgets are asked, which may move it to another model; 3. attempts until it is answered; 4. the answer goes to the client; 5. what happened is
/// recorded, which the client does not wait for.
/// </summary>
internal sealed class MessagesForwarder(GatewayOptions options, HeldMemory memory, CallBudgets budgets, CallMoves moves, CallRecovery recovery, AnswerDelivery delivery, CallEnding ending)
{
    public async Task ForwardAsync(HttpContext context, Uri address)
    {
        if (CallWishes.Problem(context.Request.Headers) is { } problem)
        {
            await GatewayAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, "invalid_request_error", problem);
            return;
        }

        var (id, began) = ending.Begin();
        var wishes = CallWishes.Of(context.Request.Headers);
        var client = ClientFacts.Of(context.Request.Headers);
        await using var body = await RequestBody.ReadAsync(context.Request, memory, context.RequestAborted);
        var call = new Call(client, RequestFacts.Read(body.Bytes.Span), body, address, wishes.Mode ?? (client.IsClaudeCode ? options.ClaudeCode : options.OtherClients), began)
        {
            Id = id,
            Wishes = wishes,
            IsMessage = !CallTelling.IsCount(context.Request),
        };
        AttemptResult? result = null;
        Delivered? delivered = null;
        try
        {
            await moves.ApplyAsync(context, call);
            await budgets.AskAsync(call, context.RequestAborted);
            result = call.Refusal is null ? await recovery.RunAsync(context, call) : null;
            delivered = call.Refusal is { } refusal ? await CallBudgets.RefuseAsync(context, refusal)
                : result?.Answer is { } answer ? await delivery.DeliverAsync(answer, context, call, isFailure: result.Failure is not null)
                : await RefuseAsync(context, call, result?.Failure, result?.Reason);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Recorded as such below.
        }
        finally
        {
            using var answer = result?.Answer;
            await ending.EndAsync(context, call, result, delivered);
        }
    }

    /// <summary>No answer to pass on: the gateway's own, in the API's form.</summary>
    private static async Task<Delivered> RefuseAsync(HttpContext context, Call call, UpstreamFailure? failure, string? reason)
    {
        var (status, type) = failure?.Class is FailureClass.NoFirstByte or FailureClass.Stalled
            ? (StatusCodes.Status504GatewayTimeout, "timeout_error")
            : call.Attempts.Count == 0 ? (StatusCodes.Status503ServiceUnavailable, "api_error") : (StatusCodes.Status502BadGateway, "api_error");
        await GatewayAnswer.WriteAsync(context, response => AnswerDelivery.WriteHeaders(response, call, isFailure: true), status, type, call.Attempts.Count == 0
            ? "the upstream fails at present; nothing was sent to it. Try again in a little while."
            : $"no answer from the upstream ({reason}).");
        return new Delivered(IsBroken: false);
    }
}
