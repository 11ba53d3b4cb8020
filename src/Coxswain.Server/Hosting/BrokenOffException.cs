namespace Coxswain.Server.Hosting;

/// <summary>Makes Kestrel end a response that has begun without its end, so that no client takes a part for the whole. Its cause was told where it was met.</summary>
internal sealed class BrokenOffException : Exception
{
    public BrokenOffException()
        : base("The response was broken off.")
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
