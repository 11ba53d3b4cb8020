using Coxswain.Core.Recovery;
using Coxswain.Gateway.Attempts;
using Coxswain.Gateway.Observing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Coxswain.Gateway.Journal;

/// <summary>Decides which requests are kept, and what of them.</summary>
internal sealed class JournalKeeping(RequestJournal journal)
{
    private static readonly string[] Kept = ["content-type", "content-encoding", "user-agent", "x-app"];

    /// <summary>A request that failed, and whose repetition may succeed.</summary>
    public Task KeepAsync(HttpContext context, Call call, CallRecord record, AttemptResult? result)
        => record.End is CallEnd.Failed or CallEnd.Broken && call is { IsMessage: true, IsReplay: false, Body.IsHeld: true } && record.Failure is not (null or FailureClass.InvalidRequest)
            ? journal.KeepAsync(Entry(context, call, record, result), call.Body.Bytes, CancellationToken.None)
            : Task.CompletedTask;

    private static JournalEntry Entry(HttpContext context, Call call, CallRecord record, AttemptResult? result) => new(
        record.Id,
        record.Begun,
        call.Client.SessionId,
        call.Client.Client,
        call.Request.Model,
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        record.Failure is { } failure ? CallEvents.Word(failure) : "",
        record.Status,
        result?.Message ?? "",
        call.Body.Bytes.Length,
        Headers(context.Request.Headers, call.Client.SessionId));

    private static Dictionary<string, string> Headers(IHeaderDictionary headers, string sessionId)
    {
        var kept = headers.Where(static header => header.Key.StartsWith("anthropic-", StringComparison.OrdinalIgnoreCase) || Kept.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(static header => header.Key.ToLowerInvariant(), static header => header.Value.ToString());
        if (sessionId.Length > 0)
        {
            // As it was read: what is too long to be an id is none.
            kept["x-claude-code-session-id"] = sessionId;
        }

        return kept;
    }
}
