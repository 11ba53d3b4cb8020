namespace Coxswain.Core.Recovery.Capabilities;

/// <summary>A capability file cannot be used. The message lists every problem, one per line.</summary>
public sealed class InvalidModelCatalogException : Exception
{
    public InvalidModelCatalogException()
    {
    }

    public InvalidModelCatalogException(string message)
        : base(message)
    {
    }

    public InvalidModelCatalogException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public InvalidModelCatalogException(IReadOnlyList<string> problems)
        : base($"The capability file cannot be used:\n- {string.Join("\n- ", problems)}") => Problems = problems;

    public IReadOnlyList<string> Problems { get; } = [];
}
