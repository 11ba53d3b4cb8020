using System.Globalization;
using Coxswain.Core.Recovery;
using Coxswain.Gateway.Forwarding;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Gateway.Attempts;

/// <summary>Gives a client the answer that was chosen for it: what was held, then each piece as it arrives. Two answers are never joined.</summary>
internal sealed class AnswerDelivery(AttemptPatience patience)
{
    /// <summary>How many attempts were made, where there was more than one.</summary>
    public const string AttemptsHeader = "x-coxswain-attempts";

    /// <summary>Set where nearly every attempt for the call's model failed last, so that it had to wait for a probe.</summary>
    public const string DegradedHeader = "x-coxswain-degraded";

    /// <summary>What changed the request that was answered: <c>model_switch</c>, <c>token_reduction</c>, <c>context_chunking</c>.</summary>
    public const string StrategyHeader = "x-coxswain-strategy";

    /// <summary>The model that such a request went to.</summary>
    public const string ModelHeader = "x-coxswain-model";

    /// <summary>The call's id, for clients that asked the gateway for something: <c>/api/gateway/calls/{id}</c> tells what was done.</summary>
    public const string CallHeader = "x-coxswain-call";

    private const int PieceBytes = 16 * 1024;

    /// <param name="isFailure">The attempts are spent: the client is told not to multiply them.</param>
    public async Task<Delivered> DeliverAsync(UpstreamAnswer answer, HttpContext context, Call call, bool isFailure)
    {
        var endsProperly = call.Mode != RecoveryMode.Off;
        ResponseCopy.WriteHead(answer.Response, context.Response);
        WriteHeaders(context.Response, call, isFailure);
        try
        {
            if (answer.Held.Length > 0)
            {
                answer.Clock.Stop();
                await context.Response.BodyWriter.WriteAsync(answer.Held.Written, context.RequestAborted);
                answer.PassOn(answer.Held.Length);
            }

            await CopyAsync(answer, context, patience.Stall(call));
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or OperationCanceledException && !context.RequestAborted.IsCancellationRequested)
        {
            return await BreakAsync(answer, context, endsProperly);
        }

        // Its end came, but not its last event.
        return answer.Observer is { IsStream: true, IsReadable: true, IsWhole: false, Error: null, HasContent: true } && endsProperly
            ? await BreakAsync(answer, context, endsProperly)
            : new Delivered(IsBroken: false);
    }

    /// <summary>Says what was done, where anything was: how many attempts there were, and to a client that would start all over, not to.</summary>
    public static void WriteHeaders(HttpResponse response, Call call, bool isFailure)
    {
        if (call.Wishes.AsksForAccount)
        {
            response.Headers[CallHeader] = call.Id;
        }

        if (call.MetDegraded)
        {
            response.Headers[DegradedHeader] = "true";
        }

        if (!isFailure && call.Attempts is [.., { Strategy: not ("first" or "retry") } changed])
        {
            // Never silently: the request that was answered is not the one the client sent.
            response.Headers[StrategyHeader] = changed.Strategy;
            response.Headers[ModelHeader] = changed.Model;
        }

        if (call.Attempts.Count <= 1)
        {
            return;
        }

        response.Headers[AttemptsHeader] = call.Attempts.Count.ToString(CultureInfo.InvariantCulture);
        if (isFailure)
        {
            response.Headers["x-should-retry"] = "false";
        }
    }

    private static async Task CopyAsync(UpstreamAnswer answer, HttpContext context, TimeSpan stall)
    {
        var writer = context.Response.BodyWriter;
        while (!answer.HasEnded)
        {
            answer.Clock.Restart(stall);
            var piece = writer.GetMemory(PieceBytes);
            if (await answer.Body.ReadAsync(piece, answer.Clock.Token) is not (> 0 and var read))
            {
                break;
            }

            // From here on the client is waited for, and what it takes is not the upstream's silence.
            answer.Clock.Stop();

            // Before it is handed over: after that the memory is the writer's.
            answer.Observer.Read(piece.Span[..read]);
            writer.Advance(read);
            await writer.FlushAsync(context.RequestAborted);
            answer.PassOn(read);
        }
    }

    /// <summary>After the client has seen a part: an event in the API's words where one can follow, else the connection is cut as the upstream's was.</summary>
    private static async Task<Delivered> BreakAsync(UpstreamAnswer answer, HttpContext context, bool endsProperly)
    {
        if (!endsProperly || !answer.Observer.IsBetweenEvents || answer.Response.Content.Headers.ContentLength is not null)
        {
            context.Abort();
            return new Delivered(IsBroken: true);
        }

        var message = answer.Clock.HasExpired ? "the upstream's stream went silent." : "the upstream's stream broke off.";
        byte[] last = [.. "event: error\ndata: "u8, .. GatewayAnswer.Body("api_error", message), .. "\n\n"u8];
        await context.Response.Body.WriteAsync(last, context.RequestAborted);
        return new Delivered(IsBroken: true);
    }
}
