namespace Coxswain.Core.Kernel;

/// <summary>Something that answers questions cannot be asked now: it is away, starting, overloaded, or its disk is full. Its message may be shown to the user.</summary>
public abstract class UnavailableException : Exception
{
    protected UnavailableException()
    {
    }

    protected UnavailableException(string message)
        : base(message)
    {
    }

    protected UnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
