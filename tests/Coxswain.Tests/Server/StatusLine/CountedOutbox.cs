using Coxswain.Core.Telemetry;

namespace Coxswain.Tests.Server.StatusLine;

/// <summary>An outbox of which only is known how many rows it has stored.</summary>
internal sealed class CountedOutbox : IOutbox
{
    public long StoredRows { get; set; }

    public OutboxStatus ReadStatus() => throw new NotSupportedException();

    public Task FlushAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public void RetryNow() => throw new NotSupportedException();
}
