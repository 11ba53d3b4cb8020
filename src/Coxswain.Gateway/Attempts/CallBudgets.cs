using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Downshifting;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Recovery.Requests;
using Coxswain.Gateway.Forwarding;
using Coxswain.Gateway.Observing;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Gateway.Attempts;

/// <summary>What budgets have to say about a call, before it is sent and before it is sent in another way; and what it came to.</summary>
internal sealed class CallBudgets(CallAdmission admission, OpenCalls open, CallEstimator estimator, ModelCatalog catalog, Downshifts downshifts)
{
    /// <summary>Asks, and takes down the answer.</summary>
    /// <exception cref="OperationCanceledException">The client is gone.</exception>
    public async ValueTask AskAsync(Call call, CancellationToken clientGone)
    {
        if (call.IsMessage)
        {
            call.Asked = Question(call, call.Request.Model);
            var admitted = await admission.AskAsync(call.Asked, clientGone);
            (call.IsReserved, call.Refusal) = (admitted.IsReserved, admitted.Refusal);
        }
    }

    /// <returns>Whether budgets allow one more attempt, which may go to another model; if not, the last attempt says why it was.</returns>
    public ValueTask<bool> AllowAsync(Call call, RequestChange change, CancellationToken clientGone)
        => AllowAsync(call, Question(call, change.Model, () => Measure(MessagesRequest.Read(change.Body).Request, change.Model, change.Body)), clientGone);

    /// <returns>The same of the same request once more, which costs more only where the attempts before it did.</returns>
    public ValueTask<bool> AllowAgainAsync(Call call, CancellationToken clientGone)
        => call.Asked is { } asked && Spent(call) > 0 ? AllowAsync(call, asked, clientGone) : ValueTask.FromResult(true);

    private async ValueTask<bool> AllowAsync(Call call, CallQuestion question, CancellationToken clientGone)
    {
        if (await admission.AskAgainAsync(question, Spent(call), clientGone) is null)
        {
            return true;
        }

        call.Explain("a budget is used up");
        return false;
    }

    /// <summary>The call is over, and its record about to be kept.</summary>
    /// <returns>What is to go with the record; empty: nothing was reserved.</returns>
    public string Settle(Call call, CallRecord record)
    {
        if (call.IsMessage && record is { End: CallEnd.Answered, Tokens: { } tokens })
        {
            estimator.Answered(call.Asked ?? Question(call, call.Request.Model), record.Model, tokens);
            downshifts.Answered(call.AskedToMove ?? Question(call, call.RequestedModel), record.Begun, record.Model, tokens, call.Move);
        }

        if (!call.IsReserved)
        {
            return "";
        }

        // An answer that cannot be read may have cost what was reserved; one that did not come, what its attempts told.
        open.End(call.Id, record is { CostUsd: null, End: CallEnd.Answered } ? null : (record.CostUsd ?? 0) + Spent(call));
        return call.Id;
    }

    /// <summary>The gateway's own answer, in the API's form; the client is told that trying again does not help.</summary>
    public static async Task<Delivered> RefuseAsync(HttpContext context, BudgetRefusal refusal)
    {
        await GatewayAnswer.WriteAsync(context, static response => response.Headers["x-should-retry"] = "false", StatusCodes.Status402PaymentRequired, "billing_error", refusal.Text);
        return new Delivered(IsBroken: false);
    }

    private static decimal Spent(Call call) => call.Attempts.Sum(static attempt => attempt.CostUsd ?? 0);

    /// <summary>The call as it is, for a model.</summary>
    public CallQuestion Question(Call call, string model)
        => Question(call, model, () => call.Body.IsHeld ? Measure(call.Read(), model, call.Body.Bytes) : call.Body.Length is { } length ? new PromptSize(catalog.OfBytes(length, model), false) : null);

    private static CallQuestion Question(Call call, string model, Func<PromptSize?> measure)
        => new(call.Id, call.Client.SessionId, call.Client.AgentId, call.Client.ClientRequestId, model, measure, call.Request.MaxTokens);

    private PromptSize Measure(MessagesRequest? request, string model, ReadOnlyMemory<byte> body)
        => new(request is null ? catalog.OfBytes(body.Length, model) : catalog.Estimate(request, model).Tokens, body.Span.IndexOf("\"ttl\":\"1h\""u8) >= 0);
}
