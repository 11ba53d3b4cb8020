namespace Coxswain.Core.Monitoring.Timeouts;

/// <summary>Which calls are likely to come too late, from how long earlier ones took.</summary>
/// <param name="HistoryAsOf">When earlier calls were read.</param>
/// <param name="HistoryFrom">With <paramref name="HistoryTo"/> the time they are of.</param>
/// <param name="Calls">Earlier calls; 0: no data.</param>
/// <param name="IsCut">There are more: only the newest are counted.</param>
/// <param name="Newest">The newest of them; <see langword="null"/>: there is none.</param>
/// <param name="LimitMs">Two minutes: what chances for whole answers are of.</param>
/// <param name="UnderWay">Calls of the gateway at this moment, the riskiest first; <see langword="null"/>: this is no daemon, and has no gateway.</param>
/// <param name="Classes">By model, size and kind of answer, the most frequent first.</param>
/// <param name="All">Chance of any call to take longer than two minutes; <see langword="null"/>: no data.</param>
/// <param name="BeginningCalibration">Of chances of beginning too late; <see langword="null"/>: too few calls to tell.</param>
/// <param name="WholeCalibration">Of chances of taking longer than two minutes; <see langword="null"/>: too few calls to tell.</param>
public sealed record TimeoutReport(
    DateTimeOffset AsOf,
    DateTimeOffset HistoryAsOf,
    DateTimeOffset HistoryFrom,
    DateTimeOffset HistoryTo,
    string Model,
    long Calls,
    bool IsCut,
    DateTimeOffset? Newest,
    double LimitMs,
    IReadOnlyList<CallRisk>? UnderWay,
    IReadOnlyList<TimeoutClassRow> Classes,
    PassChance? All,
    Calibration? BeginningCalibration,
    Calibration? WholeCalibration)
{
    /// <summary><c>ok</c>, or <c>no_data</c>: nothing is stored of how long calls took.</summary>
    public string State => Calls == 0 ? "no_data" : "ok";
}
