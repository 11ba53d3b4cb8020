using System.Globalization;
using Coxswain.Core.Recovery;
using Coxswain.Gateway.Forwarding;
using Coxswain.Gateway.Observing;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Gateway.Attempts;

/// <summary>Gives a client the answer that was chosen for it: what was held, then each piece as it arrives. Two answers are never joined.</summary>
internal sealed class AnswerDelivery(AttemptPatience patience)
{
    /// <summary>How many attempts were made, where there was more than one.</summary>
    public const string AttemptsHeader = "x-coxswain-attempts";

    /// <summary>Set where nearly every attempt for the call's model failed last, so that it had to wait for a probe.</summary>
    public const string DegradedHeader = "x-coxswain-degraded";

    /// <summary>What changed the request that was answered: <c>downshift</c>, <c>model_switch</c>, <c>token_reduction</c>, <c>context_chunking</c>.</summary>
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
                var passed = Passed(answer, answer.Held.Length, endsProperly);
                await context.Response.BodyWriter.WriteAsync(answer.Held.Written[..passed], context.RequestAborted);
                answer.PassOn(passed);
            }

            await CopyAsync(answer, context, patience.Stall(call), endsProperly);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or OperationCanceledException && !context.RequestAborted.IsCancellationRequested)
        {
            return await BreakAsync(answer, context, endsProperly);
        }

        // Its end came, but not its last event.
        return IsCutShort(answer.Observer) && endsProperly
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

        if (call.HasMoved)
        {
            response.Headers[StrategyHeader] = CallMoves.Strategy;
            response.Headers[ModelHeader] = call.Request.Model;
        }

        if (!isFailure && call.Attempts is [.., { Strategy: not (AttemptRecord.First or "retry") } changed])
        {
            // Never silently: the request that was answered is not the one the client sent.
            response.Headers[StrategyHeader] = changed.Strategy;
            response.Headers[ModelHeader] = changed.Model;
        }

        if (call.Attempts.Count > 1)
        {
            response.Headers[AttemptsHeader] = call.Attempts.Count.ToString(CultureInfo.InvariantCulture);
        }

        if (isFailure && (call.Attempts.Count > 1 || call.MetDegraded))
        {
            response.Headers["x-should-retry"] = "false";
        }
    }

    private static async Task CopyAsync(UpstreamAnswer answer, HttpContext context, TimeSpan stall, bool endsProperly)
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
            var passed = Passed(answer, read, endsProperly);
            writer.Advance(passed);
            await writer.FlushAsync(context.RequestAborted);
            answer.PassOn(passed);
        }
    }

    private static bool IsCutShort(AnswerObserver observer) => observer is { IsStream: true, IsReadable: true, IsWhole: false, Error: null, HasContent: true };

    /// <summary>
    /// How much of a piece goes on: all of it, but for the last byte where all that were announced are there and the last event is not. Once the client had them, it
    /// would take the answer for whole.
    /// </summary>
    private static int Passed(UpstreamAnswer answer, int bytes, bool endsProperly)
        => endsProperly && answer.Response.Content.Headers.ContentLength is { } length && answer.PassedBytes + bytes >= length && IsCutShort(answer.Observer) ? bytes - 1 : bytes;

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
