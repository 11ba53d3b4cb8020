namespace Coxswain.Core.Kernel;

/// <summary>Something that answers questions does not answer now: it is away, starting, overloaded, its disk is full, or it refuses the question. Its message may be shown to the user.</summary>
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
