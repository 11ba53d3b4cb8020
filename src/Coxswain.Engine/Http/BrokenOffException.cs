namespace Coxswain.Engine.Http;

/// <summary>Makes Kestrel close the connection without the last chunk, so that a client which does not look for the exception block sees a failed transfer.</summary>
internal sealed class BrokenOffException : Exception
{
    public BrokenOffException()
        : base("The response was broken off after an error.")
    {
    }

    public BrokenOffException(string message)
        : base(message)
    {
    }

    public BrokenOffException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
