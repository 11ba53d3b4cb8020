namespace Coxswain.Core.Recovery.Learning;

/// <summary>What is known of one strategy in one place, to be kept elsewhere and given back.</summary>
/// <param name="Model">Empty, with <paramref name="Size"/> null: all failures of the class.</param>
/// <param name="Successes">Faded up to <paramref name="At"/>, as the other figures are.</param>
/// <param name="At">The last outcome's time.</param>
public sealed record StrategyCounts(
    FailureClass Class, string Model, SizeBucket? Size, RecoveryStrategy Strategy, double Successes, double Failures, double ExtraCostUsd, DateTimeOffset At);
