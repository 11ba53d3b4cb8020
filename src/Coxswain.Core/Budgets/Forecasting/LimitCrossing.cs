namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>Whether and when the limit is reached in this period. Moments are the beginnings of the user's hours, in UTC.</summary>
/// <param name="IsReached">It is reached already; the moments are <see langword="null"/>.</param>
/// <param name="Probability">That it is reached before the period ends.</param>
/// <param name="Median">As likely before as after; <see langword="null"/>: rather not in this period.</param>
/// <param name="Earliest">In one of ten cases it is before; <see langword="null"/>: in fewer than one of ten at all.</param>
/// <param name="Latest">In one of ten cases it is later or not in this period; <see langword="null"/>: not in this period in more than one of ten.</param>
public sealed record LimitCrossing(bool IsReached, double Probability, DateTimeOffset? Median, DateTimeOffset? Earliest, DateTimeOffset? Latest);
