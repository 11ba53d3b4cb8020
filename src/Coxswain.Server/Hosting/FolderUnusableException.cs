namespace Coxswain.Server.Hosting;

/// <summary>The data folder cannot be used: the message says why and what to do.</summary>
public sealed class FolderUnusableException : Exception
{
    public FolderUnusableException()
    {
    }

    public FolderUnusableException(string message)
        : base(message)
    {
    }

    public FolderUnusableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
