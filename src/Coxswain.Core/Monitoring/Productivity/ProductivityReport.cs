namespace Coxswain.Core.Monitoring.Productivity;

/// <summary>What came of work in a time.</summary>
/// <param name="Since">First moment asked for; <see langword="null"/>: from the beginning.</param>
/// <param name="Until">First moment no longer asked for; <see langword="null"/>: up to now.</param>
public sealed record ProductivityReport(DateTimeOffset? Since, DateTimeOffset? Until, string Project, DateTimeOffset AsOf, IReadOnlyList<CountedWork> Counters, PromptTimes Prompts)
{
    /// <summary>Of all sessions together; <see langword="null"/>: nobody counted it, which is not 0.</summary>
    public double? Of(string metric, string kind = "")
    {
        var found = Counters.Where(one => one.Metric == metric && (kind.Length == 0 || one.Kind == kind)).ToList();
        return found.Count == 0 ? null : found.Sum(static one => one.Amount);
    }
}
