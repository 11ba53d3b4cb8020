namespace Coxswain.Server.Api.Import;

/// <summary>Reports at once, on the caller's thread: <see cref="Progress{T}"/> would mix the order up.</summary>
internal sealed class Steps<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
