using Coxswain.Core.Recovery;
using Coxswain.Gateway.Attempts;
using Coxswain.Gateway.Journal;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Gateway.Observing;

/// <summary>What happens around a call that its client does not wait for: it is recorded, and kept where it failed.</summary>
internal sealed class CallEnding(CallTelling telling, RecentCalls recent, JournalKeeping journal, CallsUnderWay underWay)
{
    /// <inheritdoc cref="CallTelling.Begin"/>
    public (string Id, long Began) Begin() => telling.Begin();

    /// <inheritdoc cref="CallTelling.Tell"/>
    public async Task EndAsync(HttpContext context, Call call, AttemptResult? result, Delivered? delivered)
    {
        underWay.Over(call.Id);
        var record = telling.Tell(context, call, result, delivered);
        if (call.Wishes.AsksForAccount)
        {
            recent.Add(record);
        }

        if (record.Failure is null)
        {
            return;
        }

        if (!context.RequestAborted.IsCancellationRequested)
        {
            // The client has all it gets: it does not wait for a disk.
            await context.Response.CompleteAsync();
        }

        await journal.KeepAsync(context, call, record, result);
    }
}
