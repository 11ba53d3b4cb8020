using Coxswain.Core.Recovery.Checkpoints;

namespace Coxswain.Core.Recovery.Resuming;

/// <summary>Decides whether a session that died of a failure of the API is resumed without being asked.</summary>
public static class ResumePolicy
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <param name="goneOnUtc">When the session was last seen to go on; <see langword="null"/>: never.</param>
    /// <param name="isAlive">The client still runs: its user decides.</param>
    /// <param name="own">Attempts for this session, in the order they were made.</param>
    /// <param name="all">Attempts for all sessions.</param>
    public static ResumeDecision Decide(
        FailedSession failed, DateTimeOffset? goneOnUtc, bool isAlive, IReadOnlyList<ResumeAttempt> own, IReadOnlyCollection<ResumeAttempt> all, CheckpointOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(failed);
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(options);
        var last = own.Count > 0 ? own[^1] : null;
        return !CanPass(failed.Class) ? ResumeDecision.LetBe("waiting does not help against this failure")
            : goneOnUtc > failed.FailedUtc || (last is { Outcome: ResumeOutcome.Succeeded } && last.StartedUtc >= failed.FailedUtc) ? ResumeDecision.LetBe("the session went on")
            : own.Count >= options.ResumesPerSession ? ResumeDecision.LetBe("it was resumed as often as checkpoints.resumesPerSession allows")
            : now - failed.FailedUtc > options.ResumeWithin ? ResumeDecision.LetBe("it failed too long ago")
            : isAlive ? ResumeDecision.Wait("its client still runs")
            // Who saw the failure and then closed the client may not want it to go on, and it costs money.
            : failed.Client.IsAttended == true ? ResumeDecision.LetBe("its user was there, saw the failure, and ended it")
            : all.Count(one => now - one.StartedUtc < Day) >= options.ResumesPerDay ? ResumeDecision.Wait("sessions were resumed as often today as checkpoints.resumesPerDay allows")
            : now < NotBefore(failed, last, own.Count, options) ? ResumeDecision.Wait("the wait before the next resume is not over")
            : new ResumeDecision(ResumeAction.Resume, "its client is gone and the failure may have passed");
    }

    /// <summary>Whether the same call may well succeed later.</summary>
    public static bool CanPass(FailureClass? failure) => failure is { } known && FailureGroups.IsPassing(known);

    private static DateTimeOffset NotBefore(FailedSession failed, ResumeAttempt? last, int attempts, CheckpointOptions options)
    {
        var since = last?.EndedUtc ?? last?.StartedUtc;
        var start = since > failed.FailedUtc ? since.Value : failed.FailedUtc;
        return start + (options.ResumeWait * Math.Pow(2, Math.Min(attempts, 10)));
    }
}
