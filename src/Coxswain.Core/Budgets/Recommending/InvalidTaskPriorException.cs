namespace Coxswain.Core.Budgets.Recommending;

/// <summary>A file of task signals cannot be used. The message lists every problem, one per line.</summary>
public sealed class InvalidTaskPriorException : Exception
{
    public InvalidTaskPriorException()
    {
    }

    public InvalidTaskPriorException(string message)
        : base(message)
    {
    }

    public InvalidTaskPriorException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public InvalidTaskPriorException(IReadOnlyList<string> problems)
        : base($"The file of task signals cannot be used:\n- {string.Join("\n- ", problems)}") => Problems = problems;

    public IReadOnlyList<string> Problems { get; } = [];
}
