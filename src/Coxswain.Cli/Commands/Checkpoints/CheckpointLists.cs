using Coxswain.Cli.Setup;
using Coxswain.Core.Recovery.Checkpoints;
using Coxswain.Core.Recovery.Resuming;
using Coxswain.Server.Checkpoints;
using Coxswain.Server.Configuration;

namespace Coxswain.Cli.Commands.Checkpoints;

/// <summary>Reads checkpoints from the data folder: no daemon is asked, for hooks write them without one.</summary>
internal static class CheckpointLists
{
    /// <param name="session">Start of an id; <see langword="null"/>: all sessions.</param>
    public static CheckpointList Read(CommandContext context, string? session)
    {
        var folder = new CheckpointFolder(context.Settings.Folder);
        IReadOnlyList<string> sessions = session is null ? folder.Sessions() : [CheckpointChoice.Session(folder, session)];
        var found = sessions.SelectMany(folder.List).OrderByDescending(static one => one.TakenUtc).ThenByDescending(static one => one.Number).ToArray();
        var state = folder.Switch();
        var now = TimeProvider.System.GetUtcNow();
        var file = ClaudeFolder.SettingsFile(null, SettingsRequest.ProcessEnvironment());
        return new CheckpointList(
            found.Length == 0 ? "no_data" : "ok",
            now,
            ConnectionRecord.Read(context.Settings.Folder, file, ConnectionRecord.Checkpoints) is not null,
            state is not null,
            [.. found.Select(CheckpointRow.Of)],
            Failed(folder, sessions, state, CheckpointSettings.Of(context), now))
        {
            Unreadable = [.. sessions.SelectMany(folder.Unreadable)],
        };
    }

    private static IReadOnlyList<FailedSessionRow> Failed(CheckpointFolder folder, IReadOnlyList<string> sessions, AutoRecoverySwitch? state, CheckpointOptions options, DateTimeOffset now)
    {
        var all = folder.Sessions().SelectMany(folder.Resumes).ToArray();
        var rows = new List<FailedSessionRow>();
        foreach (var session in sessions)
        {
            var newest = folder.Newest(session);
            if (new FailedSessions(folder).Find(session, newest) is { } failed)
            {
                var own = folder.Resumes(session);
                var decision = ResumePolicy.Decide(failed, newest?.TakenUtc, HookClient.IsAlive(failed.Client), own, all, options, now);
                if (decision.Action != ResumeAction.LetBe && (state is null || failed.FailedUtc < state.EnabledUtc))
                {
                    decision = ResumeDecision.LetBe(state is null ? "auto-recovery is off" : "it failed before auto-recovery was switched on");
                }

                rows.Add(new FailedSessionRow(session, failed.FailedUtc, failed.Class, decision.Action, decision.Reason, [.. own.Select(ResumeRow.Of)]));
            }
        }

        return [.. rows.OrderByDescending(static row => row.FailedUtc)];
    }
}
