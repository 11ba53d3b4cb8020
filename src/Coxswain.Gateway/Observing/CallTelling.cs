using Coxswain.Core.Recovery;
using Coxswain.Gateway.Attempts;
using Coxswain.Gateway.Learning;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Gateway.Observing;

/// <summary>Makes the record of a call that is over, and hands it on without waiting.</summary>
internal sealed class CallTelling(CallRecorder recorder, AttemptTelling attempts, GatewayLearning learning, GatewayCounters counters, CallBudgets budgets, TimeProvider clock)
{
    private const string LimitPrefix = "anthropic-ratelimit-";
    private const int MostLimits = 32;
    private const int LongestLimit = 64;
    private const int LongestEncoding = 24;

    /// <returns>The call's id, and the moment by <see cref="TimeProvider.GetTimestamp"/>.</returns>
    public (string Id, long Began) Begin()
    {
        learning.Touch();
        counters.CallBegins();
        return (Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"), clock.GetTimestamp());
    }

    /// <param name="result"><see langword="null"/>: the client went before there was any.</param>
    /// <param name="delivered"><see langword="null"/>: the client went before its end.</param>
    public CallRecord Tell(HttpContext context, Call call, AttemptResult? result, Delivered? delivered)
    {
        var told = result?.Answer is { } answer ? ToldByAnswer.Of(answer) : null;
        var observer = result?.Answer?.Observer;
        var took = clock.GetElapsedTime(call.Began);
        var record = new CallRecord
        {
            Id = call.Id,
            Begun = clock.GetUtcNow() - took,
            Operation = call.IsMessage ? "messages" : "count_tokens",
            Client = call.Client,
            Mode = call.Mode,
            RequestedModel = call.RequestedModel,
            Model = told?.Model ?? "",
            RequestId = told?.RequestId ?? "",
            MessageId = observer?.MessageId ?? "",
            IsStream = call.Request.IsStream,
            RequestBytes = call.Body.Length,
            ResponseBytes = result?.Answer?.PassedBytes ?? 0,
            // An answer without a body begins only with its end.
            Status = delivered is { IsBroken: false } || context.Response.HasStarted ? context.Response.StatusCode : 0,
            Failure = call.Refusal is not null ? FailureClass.OverBudget : result?.Failure?.Class ?? (delivered is { IsBroken: true } ? result?.Answer?.Clock.HasExpired == true ? FailureClass.Stalled : FailureClass.TruncatedStream : InStream(observer)),
            End = delivered switch
            {
                null => CallEnd.ClientGone,
                { IsBroken: true } => CallEnd.Broken,
                _ => call.Refusal is not null || result?.Failure is not null ? CallEnd.Failed : observer?.Error is not null ? CallEnd.Broken : CallEnd.Answered,
            },
            Tokens = told?.Tokens,
            CostUsd = attempts.Cost(told),
            StopReason = observer?.StopReason ?? "",
            FirstByte = observer?.FirstByte is { } byteAt ? clock.GetElapsedTime(call.Began, byteAt) : null,
            FirstToken = observer?.FirstContent is { } first ? clock.GetElapsedTime(call.Began, first) : null,
            Took = took,
            UnreadEncoding = observer is { IsReadable: false } ? Named(observer.Encoding) : "",
            RateLimits = result?.Answer is { } limited ? Limits(limited.Response) : [],
            Attempts = [],
        };
        record = record with { Attempts = [.. call.Attempts.Select(attempt => attempt.Number == result?.Attempt ? AtEnd(attempt, record) : attempt)] };
        record = record with { Reservation = budgets.Settle(call, record) };
        if (call.Refusal is { } refusal)
        {
            recorder.Add(new ToldRefusal(record.Begun, call.Client.SessionId, call.RequestedModel, refusal));
        }

        if (call.Move is { Receipt: not null } move && record.End == CallEnd.Answered && move.IsAnsweredBy(record.Model))
        {
            recorder.Add(new ToldMove(call.Id, call.Client.AgentId, move));
        }

        counters.CallEnded(record.End, record.Attempts.Count);
        recorder.Add(record);
        return record;
    }

    /// <summary>What became of the attempt whose answer the client got, after its record was made. The call tells the tokens of that answer.</summary>
    private static AttemptRecord AtEnd(AttemptRecord attempt, CallRecord call)
        => attempt with { Tokens = null, Failure = attempt.Failure ?? (call.End == CallEnd.Broken ? call.Failure : null) };

    public static bool IsCount(HttpRequest request) => request.Path.Value?.EndsWith("/count_tokens", StringComparison.Ordinal) == true;

    /// <summary>An encoding that goes by a name of its kind; anything else may be anything, and is not kept.</summary>
    private static string Named(string encoding)
        => encoding.Length <= LongestEncoding && encoding.All(static letter => char.IsAsciiLetterLower(letter) || letter is '-' or ',' or ' ') ? encoding : "other";

    private static FailureClass? InStream(AnswerObserver? observer) => observer?.Error is { } error ? FailureClassifier.OfEvent(error) : null;

    private static List<(string Name, string Value)> Limits(HttpResponseMessage response)
    {
        List<(string Name, string Value)> found = [];
        foreach (var (name, values) in response.Headers.NonValidated)
        {
            if (name.StartsWith(LimitPrefix, StringComparison.OrdinalIgnoreCase) && found.Count < MostLimits && values.ToString() is { Length: <= LongestLimit } value)
            {
                found.Add((name[LimitPrefix.Length..].ToLowerInvariant(), value));
            }
        }

        return found;
    }
}
