namespace Coxswain.Core.Sessions.Scanning;

/// <summary>What else changes a request's price.</summary>
internal readonly record struct UsageFactors(bool IsFast, bool IsBatch, bool IsUsInference);
