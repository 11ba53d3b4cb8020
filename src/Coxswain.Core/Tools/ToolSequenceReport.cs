using Coxswain.Core.Usage;

namespace Coxswain.Core.Tools;

/// <summary>Which tools follow each other, what that takes and leads to, and which ways were better, with everything needed to judge it.</summary>
/// <param name="Since">First moment asked for; <see langword="null"/>: from the beginning.</param>
/// <param name="Until">First moment no longer asked for; <see langword="null"/>: up to now.</param>
/// <param name="Calls">Looked at.</param>
/// <param name="Turns">Of them: one agent for one prompt.</param>
/// <param name="Sequences">Three to six steps after each other, seen at least three times; those of most sessions first. One that only occurs within a longer one is left out.</param>
/// <param name="Ways">From a turn's start, or the edit before, to the next edit or the turn's end; the most frequent first.</param>
/// <param name="Better">Empty: no difference is beyond chance.</param>
/// <param name="ComparedPairs">Of ways that begin with the same tool, have the same goal and at least eight runs. The intervals of all of them together hold 95 times in 100.</param>
/// <param name="IsCut">There are more calls than were looked at: the oldest are not in it.</param>
public sealed record ToolSequenceReport(
    DateTimeOffset? Since,
    DateTimeOffset? Until,
    string TimeZone,
    string Project,
    string Model,
    string Session,
    DateTimeOffset AsOf,
    DateTimeOffset? Oldest,
    DateTimeOffset? Newest,
    int Calls,
    int Turns,
    int Sessions,
    IReadOnlyList<ToolSequence> Sequences,
    IReadOnlyList<ToolWay> Ways,
    IReadOnlyList<BetterWay> Better,
    int ComparedPairs,
    bool IsCut)
{
    private const int Most = 25;

    /// <summary><c>ok</c>, or <c>no_data</c>: there is no call in the window.</summary>
    public string State => Calls == 0 ? "no_data" : "ok";

    /// <summary>Rows already received that the store did not have yet when it was asked.</summary>
    public long PendingRows { get; init; }

    /// <summary>Damage nobody has acknowledged, in one line; <see langword="null"/> when there is none.</summary>
    public string? DamageNote { get; init; }

    internal static ToolSequenceReport Of(UsageFilter filter, DateTimeOffset now, IReadOnlyList<ToolCall> calls, bool isCut)
    {
        var turns = ToolTurn.Of(calls);
        var count = new SequenceCount();
        foreach (var turn in turns)
        {
            count.Add(turn);
        }

        var ways = count.Ways();
        var comparison = new WayComparison(ways);
        return new ToolSequenceReport(
            filter.Since,
            filter.Until,
            filter.TimeZone.Id,
            filter.Project,
            filter.Model,
            filter.Session,
            now,
            calls.Count == 0 ? null : calls.Min(static call => call.At),
            calls.Count == 0 ? null : calls.Max(static call => call.At),
            calls.Count,
            turns.Count,
            calls.Select(static call => call.SessionId).Distinct(StringComparer.Ordinal).Count(),
            count.Sequences(Most),
            [.. ways.Take(Most).Select(static one => one.Way)],
            [.. comparison.Better().Take(Most)],
            comparison.Pairs,
            isCut);
    }
}
