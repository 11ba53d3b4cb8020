using System.Text.Json;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>A line's count is no number a count can be: nothing of the line is taken, and why is told apart from what is no JSON.</summary>
internal sealed class InvalidCountException : JsonException
{
    public InvalidCountException()
        : base("A count that is no valid number.")
    {
    }

    public InvalidCountException(string message)
        : base(message)
    {
    }

    public InvalidCountException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
