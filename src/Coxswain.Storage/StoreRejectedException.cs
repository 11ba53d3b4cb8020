using Coxswain.Core.Kernel;

namespace Coxswain.Storage;

/// <summary>The store refused a statement for good: wrong SQL, missing rights, a table of another shape. The message carries ClickHouse's code and text, never row values.</summary>
public sealed class StoreRejectedException : UnavailableException
{
    public StoreRejectedException()
    {
    }

    public StoreRejectedException(string message)
        : base(message)
    {
    }

    public StoreRejectedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>ClickHouse's number of the error; <see langword="null"/> when the answer had none, because it was no answer of ClickHouse's.</summary>
    public int? Code { get; init; }
}
