namespace Coxswain.Core.Sessions;

/// <summary>What else matters of the line a request's counts are from: whether it is one of the main conversation, and what changes its price.</summary>
public readonly record struct UsageMarks(bool IsMain, bool IsFast, bool IsBatch, bool IsUs);
