namespace Coxswain.Core.Budgets.Recommending;

/// <summary>Something that speaks for an easy or a hard task, once however often it is found.</summary>
/// <param name="Name">For the words of a recommendation.</param>
/// <param name="Terms">Of words; any of them is enough.</param>
/// <param name="Weight">Below zero: for a routine task.</param>
internal sealed record TaskSignal(string Name, IReadOnlyList<uint> Terms, IReadOnlyList<string> Tools, double Weight)
{
    public bool IsIn(TaskFeatures task) => (task.Terms is { } terms && Terms.Any(terms.Contains)) || (task.Tools is { } tools && Tools.Any(tools.Contains));
}
