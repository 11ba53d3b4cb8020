namespace Coxswain.Storage.Sqlite;

/// <summary>One request to the writer thread. Requests of one transaction succeed or fail together.</summary>
internal abstract class StateWork(long payloadBytes)
{
    public long PayloadBytes { get; } = payloadBytes;

    /// <summary>True for new rows: the first to be refused when space runs out.</summary>
    public abstract bool AddsRows { get; }

    /// <summary>Called on the writer thread inside the transaction; may be called again after a rollback.</summary>
    public abstract void Apply(StateTransaction transaction);

    /// <summary>Called after the commit returned.</summary>
    public abstract void Committed();

    /// <summary>Called instead of <see cref="Committed"/>; nothing was kept.</summary>
    public abstract void Failed(bool isFull, Exception? cause);
}
