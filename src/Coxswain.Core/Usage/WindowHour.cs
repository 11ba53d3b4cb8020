namespace Coxswain.Core.Usage;

/// <summary>What one model's requests of one hour are together.</summary>
/// <param name="Window">Which of the windows that were asked for, counted from 0.</param>
/// <param name="Hour">Its begin; requests outside of the window do not count.</param>
public sealed record WindowHour(int Window, DateTimeOffset Hour, string Model, UsageTotals Totals);
