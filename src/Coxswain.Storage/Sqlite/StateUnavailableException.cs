using Coxswain.Core.Kernel;

namespace Coxswain.Storage.Sqlite;

/// <summary>The state file could not be written: disk full, I/O error, damaged or closed. Nothing of the request was kept.</summary>
public sealed class StateUnavailableException : UnavailableException
{
    public StateUnavailableException()
    {
    }

    public StateUnavailableException(string message)
        : base(message)
    {
    }

    public StateUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
