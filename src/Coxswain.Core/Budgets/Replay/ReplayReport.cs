namespace Coxswain.Core.Budgets.Replay;

/// <summary>What a policy would have cost over what was recorded, beside what was paid, with everything it rests on.</summary>
/// <param name="PolicyWords">What the policy does.</param>
/// <param name="Since">First moment asked for; <see langword="null"/>: from the beginning.</param>
/// <param name="Until">First moment no longer asked for; <see langword="null"/>: up to now.</param>
/// <param name="Tasks">Prompts and subagents in the window.</param>
/// <param name="TasksWithWords">Of those, the ones whose words are kept; the others are judged by the tools and the size of what came before them.</param>
/// <param name="Totals"><see langword="null"/>: no request is in the window.</param>
/// <param name="CacheModelRatio">What recorded requests of conversations would cost if the cache model alone said what was read, over what they did cost: how far it is to be believed. <see langword="null"/>: nothing to measure it on.</param>
/// <param name="Sessions">All of them, those that change most first.</param>
/// <param name="Routes">Which model answered and which would have, by how hard the task looked; the dearest first.</param>
/// <param name="Assumptions">In words, with their figures.</param>
/// <param name="IsCut">There are more requests than were looked at: the oldest are not in it.</param>
public sealed record ReplayReport(
    string Policy,
    string PolicyWords,
    string TimeZone,
    DateTimeOffset? Since,
    DateTimeOffset? Until,
    string Project,
    string Session,
    DateTimeOffset AsOf,
    DateOnly PricesPublished,
    int Tasks,
    int TasksWithWords,
    ReplayFigures? Totals,
    decimal? CacheModelRatio,
    IReadOnlyList<ReplaySessionRow> Sessions,
    IReadOnlyList<ReplayRouteRow> Routes,
    IReadOnlyList<string> Assumptions,
    bool IsCut)
{
    /// <summary><c>ok</c>, or <c>no_data</c>: no request is in the window.</summary>
    public string State => Totals is null ? "no_data" : "ok";

    /// <summary>Rows already received that the store did not have yet when it was asked.</summary>
    public long PendingRows { get; init; }

    /// <summary>Damage nobody has acknowledged, in one line; <see langword="null"/> when there is none.</summary>
    public string? DamageNote { get; init; }
}
