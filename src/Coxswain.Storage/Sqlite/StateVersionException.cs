namespace Coxswain.Storage.Sqlite;

/// <summary>The state file belongs to a newer version of this program.</summary>
public sealed class StateVersionException : Exception
{
    public StateVersionException()
    {
    }

    public StateVersionException(string message)
        : base(message)
    {
    }

    public StateVersionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
