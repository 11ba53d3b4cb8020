namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>Advice of one kind. An empty list is not a list that is not known.</summary>
/// <param name="Items">What there is to say, the most worth first; empty: it was looked, and nothing shows; <see langword="null"/>: not known.</param>
/// <param name="Why">Why it is not known, or why it is empty; empty text when there are items.</param>
public sealed record AdviceList(IReadOnlyList<Advice>? Items, string Why);
