namespace Coxswain.Storage.Sqlite;

/// <summary>A small change of state with a result, for example sealing a batch.</summary>
internal sealed class StateCall<T>(Func<StateTransaction, T> change) : StateWork(0)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action _complete = static () => throw new InvalidOperationException("It was not applied.");

    public Task<T> Completion => _completion.Task;

    public override bool AddsRows => false;

    public override void Apply(StateTransaction transaction)
    {
        transaction.FlushRows();
        var result = change(transaction);
        _complete = () => _completion.TrySetResult(result);
    }

    public override void Committed() => _complete();

    public override void Failed(bool isFull, Exception? cause) => _completion.TrySetException(
        cause is null or Microsoft.Data.Sqlite.SqliteException
            ? new StateUnavailableException(isFull ? "The disk is full." : "The state file cannot be written.", cause ?? new IOException())
            : cause);
}
