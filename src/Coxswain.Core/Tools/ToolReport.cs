namespace Coxswain.Core.Tools;

/// <summary>Tools and how they were used, with everything needed to judge it.</summary>
/// <param name="Since">First moment asked for; <see langword="null"/>: from the beginning.</param>
/// <param name="Until">First moment no longer asked for; <see langword="null"/>: up to now.</param>
/// <param name="Tools">The most called first.</param>
public sealed record ToolReport(DateTimeOffset? Since, DateTimeOffset? Until, string TimeZone, string Project, string Model, string Session, DateTimeOffset AsOf, IReadOnlyList<ToolUse> Tools)
{
    /// <summary><c>ok</c>, or <c>no_data</c>: there is no call in the window.</summary>
    public string State => Tools.Count == 0 ? "no_data" : "ok";

    public long Calls => Tools.Sum(static tool => tool.Calls);

    public DateTimeOffset? Newest => Tools.Count == 0 ? null : Tools.Max(static tool => tool.Newest);

    /// <summary>Rows already received that the store did not have yet when it was asked.</summary>
    public long PendingRows { get; init; }

    /// <summary>Damage nobody has acknowledged, in one line; <see langword="null"/> when there is none.</summary>
    public string? DamageNote { get; init; }
}
