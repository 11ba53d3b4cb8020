namespace Coxswain.Core.Recovery.Resuming;

/// <param name="EndedUtc"><see langword="null"/> while it runs, and when the daemon was killed meanwhile.</param>
/// <param name="Outcome"><see langword="null"/> as long as it has not ended.</param>
public sealed record ResumeAttempt(DateTimeOffset StartedUtc, DateTimeOffset? EndedUtc, ResumeOutcome? Outcome);
