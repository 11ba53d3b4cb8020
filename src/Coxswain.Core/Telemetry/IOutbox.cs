namespace Coxswain.Core.Telemetry;

/// <summary>What stands between acknowledged and stored: rows committed on this machine that the store does not have yet.</summary>
public interface IOutbox
{
    /// <summary>Rows the store took since this process started, counted once they are in: while it stays the same, nothing came in this way. Touches no file.</summary>
    long StoredRows { get; }

    /// <summary>Reads counters and the age of the oldest waiting row; touches the state file, not the store.</summary>
    OutboxStatus ReadStatus();

    /// <summary>
    /// Completes when every row committed before the call has reached the store or the quarantine. Waits as long as the store stays away.
    /// </summary>
    Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>Ends a pause between attempts at once; called when the store is known to be up again.</summary>
    void RetryNow();
}
