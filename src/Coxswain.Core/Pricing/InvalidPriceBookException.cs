namespace Coxswain.Core.Pricing;

/// <summary>A price file cannot be used. The message lists every problem, one per line.</summary>
public sealed class InvalidPriceBookException : Exception
{
    public InvalidPriceBookException()
    {
    }

    public InvalidPriceBookException(string message)
        : base(message)
    {
    }

    public InvalidPriceBookException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public InvalidPriceBookException(string file, IReadOnlyList<string> problems)
        : base($"The price file {file} cannot be used:\n- {string.Join("\n- ", problems)}") => Problems = problems;

    public IReadOnlyList<string> Problems { get; } = [];
}
