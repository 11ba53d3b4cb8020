using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery.Checkpoints;
using Coxswain.Core.Recovery.Resuming;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Checkpoints;

/// <summary>Resumes sessions that died of a failure of the API, one at a time, while that is switched on.</summary>
internal sealed partial class AutoRecovery(
    CheckpointFolder folder, UpstreamProbe probe, ResumedClient client, CheckpointOptions options, TimeProvider clock, ILogger<AutoRecovery> logger) : BackgroundService
{
    /// <summary>Looks once over all sessions.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (folder.Switch() is not { } state)
        {
            return;
        }

        var resumes = folder.Sessions().ToDictionary(static session => session, folder.Resumes, StringComparer.Ordinal);
        var all = resumes.Values.SelectMany(static own => own).ToList();
        foreach (var (session, own) in resumes)
        {
            var newest = folder.Newest(session);
            if (new FailedSessions(folder).Find(session, newest) is not { } failed || failed.FailedUtc < state.EnabledUtc)
            {
                continue;
            }

            var decision = ResumePolicy.Decide(failed, newest?.TakenUtc, HookClient.IsAlive(failed.Client), own, all, options, clock.GetUtcNow());
            if (decision.Action == ResumeAction.Resume && await probe.IsHealthyAsync(failed.Client.BaseUrl, cancellationToken))
            {
                all.Add(await ResumeAsync(state.Client, failed, own, cancellationToken));
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
        => RepeatedWork.RunAsync(LookAsync, options.LookInterval, clock, problem => Log.Failed(logger, problem), stoppingToken);

    // Written before the client starts: a daemon that is killed meanwhile has used up the attempt.
    private async Task<ResumeAttempt> ResumeAsync(string program, FailedSession failed, IReadOnlyList<ResumeAttempt> own, CancellationToken cancellationToken)
    {
        var attempt = new ResumeAttempt(clock.GetUtcNow(), null, null);
        folder.Save(failed);
        folder.SaveResumes(failed.SessionId, [.. own, attempt]);
        Log.Resuming(logger, failed.SessionId, own.Count + 1, options.ResumesPerSession);
        var outcome = await client.RunAsync(program, failed, options.ResumeText, options.LongestResume, cancellationToken);
        attempt = attempt with { EndedUtc = clock.GetUtcNow(), Outcome = outcome };
        folder.SaveResumes(failed.SessionId, [.. own, attempt]);
        Log.Resumed(logger, failed.SessionId, outcome);
        return attempt;
    }

    private static partial class Log
    {
        [LoggerMessage(3301, LogLevel.Information, "Resuming session {Session}, which died of a failure of the API: attempt {Attempt} of {Most}")]
        public static partial void Resuming(ILogger logger, string session, int attempt, int most);

        [LoggerMessage(3302, LogLevel.Information, "Resuming session {Session}: {Outcome}")]
        public static partial void Resumed(ILogger logger, string session, ResumeOutcome outcome);

        [LoggerMessage(3303, LogLevel.Warning, "Sessions that failed could not be looked over")]
        public static partial void Failed(ILogger logger, Exception problem);
    }
}
