using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Downshifting;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Recovery.Strategies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Coxswain.Gateway.Attempts;

/// <summary>Sends a call to the economy model where a budget says so, and tells it: never silently. Not where the client wants its request unchanged, or it cannot be read.</summary>
internal sealed partial class CallMoves(Downshifts downshifts, CallBudgets budgets, ModelCatalog catalog, ILogger<CallMoves> logger)
{
    /// <summary>What the answer's header says.</summary>
    public const string Strategy = "downshift";

    private readonly ModelSwitch _switch = new(catalog);

    /// <exception cref="OperationCanceledException">The client is gone.</exception>
    public async ValueTask ApplyAsync(HttpContext context, Call call)
    {
        if (call is not { IsMessage: true, IsReplay: false, Body.IsHeld: true } || call.Wishes.Mode == RecoveryMode.Off)
        {
            return;
        }

        call.AskedToMove = budgets.Question(call, call.Request.Model);
        if (await AskAsync(call.AskedToMove, context.RequestAborted) is not { } move || call.Read() is not { } request)
        {
            return;
        }

        var betas = AttemptPlans.BetasOf(context.Request);
        var made = _switch.Switch(request, betas, null, [move.To]);
        if (made.Body is not { } body)
        {
            Log.NotMoved(logger, move.To, made.Problem);
            return;
        }

        call.MoveTo(made.Model, body);
        call.Move = move;
        if (made.Betas != betas)
        {
            context.Request.Headers.Remove(AttemptPlans.BetaHeader);
            if (made.Betas.Length > 0)
            {
                context.Request.Headers[AttemptPlans.BetaHeader] = made.Betas;
            }
        }
    }

    private async ValueTask<ModelMove?> AskAsync(CallQuestion question, CancellationToken clientGone)
    {
        try
        {
            return await downshifts.AskAsync(question, clientGone);
        }
        catch (Exception problem) when (!clientGone.IsCancellationRequested)
        {
            Log.NotAsked(logger, problem);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4022, LogLevel.Warning, "Budgets could not be asked whether a call goes to another model; it stays with its own.")]
        public static partial void NotAsked(ILogger logger, Exception problem);

        [LoggerMessage(4021, LogLevel.Warning, "A budget wishes a call to go to {Model}, which cannot take it: {Reason}")]
        public static partial void NotMoved(ILogger logger, string model, string reason);
    }
}
