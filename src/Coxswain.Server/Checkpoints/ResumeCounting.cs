using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Core.Recovery.Resuming;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Server.Checkpoints;

/// <summary>Counts what auto-recovery did about a session.</summary>
internal static class ResumeCounting
{
    public static IServiceCollection AddAutoRecoveryLook(this IServiceCollection services)
        => services.AddSingleton<AutoRecoveryLook>(static provider => () => Of(new CheckpointFolder(provider.GetRequiredService<DataFolder>()), ""));

    /// <param name="session">Any client's: what is no id of a Claude Code session has neither checkpoints nor resumes.</param>
    public static AutoRecoveryTold Of(CheckpointFolder folder, string session)
    {
        var isOn = folder.Switch() is not null;
        if (!ClientEvent.IsSessionId(session))
        {
            return new AutoRecoveryTold(isOn, 0, 0, new Proportion(0, 0));
        }

        var resumes = folder.Resumes(session);
        var succeeded = new Proportion(resumes.Count(static one => one.Outcome == ResumeOutcome.Succeeded), resumes.Count(static one => one.Outcome is not null));
        return new AutoRecoveryTold(isOn, folder.List(session).Count, resumes.Count, succeeded);
    }
}
