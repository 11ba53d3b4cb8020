using Coxswain.Core.Kernel;

namespace Coxswain.Storage;

/// <summary>The store cannot be reached, is starting, overloaded or out of disk. Nothing is lost: try again later.</summary>
public sealed class StoreUnavailableException : UnavailableException
{
    public StoreUnavailableException()
    {
    }

    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
