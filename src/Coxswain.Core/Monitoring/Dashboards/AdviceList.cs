namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>Advice of one kind. An empty list is not a list that is not known.</summary>
/// <param name="Items">What there is to say, the most worth first; empty: it was looked, and nothing shows; <see langword="null"/>: not known.</param>
/// <param name="Why">Why it is not known, or why it is empty; what else is not known where there are items.</param>
public sealed record AdviceList(IReadOnlyList<Advice>? Items, string Why)
{
    /// <summary>Both, this one's first. Not known only where neither is.</summary>
    public AdviceList And(AdviceList? other) => other is null
        ? this
        : new AdviceList(Items is null && other.Items is null ? null : [.. Items ?? [], .. other.Items ?? []], string.Join(' ', new[] { Why, other.Why }.Where(static why => why.Length > 0)));
}
