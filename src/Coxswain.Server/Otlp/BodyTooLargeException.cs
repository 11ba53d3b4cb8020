namespace Coxswain.Server.Otlp;

/// <summary>Carries "too large" out of a decompressor, which knows only streams.</summary>
internal sealed class BodyTooLargeException : Exception
{
    public BodyTooLargeException()
    {
    }

    public BodyTooLargeException(string message)
        : base(message)
    {
    }

    public BodyTooLargeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
