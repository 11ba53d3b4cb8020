using Coxswain.Cli.Commands.Checkpoints;
using Coxswain.Server.Checkpoints;
using Coxswain.Server.Configuration;

namespace Coxswain.Cli.Commands.Hooks;

/// <summary>Makes the checkpoint a hook asks for. The client waits: the work has a limit of its own, <c>checkpoints.gitTime</c>.</summary>
internal static class CheckpointHook
{
    /// <summary>Old checkpoints of the same session go in what is left of the client's patience; the daemon takes the rest.</summary>
    private static readonly TimeSpan PruneTime = TimeSpan.FromSeconds(1);

    /// <summary>Whatever happens is said on stderr and no more: the client would act on an exit code.</summary>
    public static async Task RunAsync(CommandContext context, ReadOnlyMemory<byte> given)
    {
        try
        {
            await MakeAsync(context, given);
        }
        catch (Exception problem)
        {
            context.Output.Say($"No checkpoint was made: {problem.Message}");
        }
    }

    private static async Task MakeAsync(CommandContext context, ReadOnlyMemory<byte> given)
    {
        var folder = new CheckpointFolder(context.Settings.Folder);
        var options = CheckpointSettings.Of(context);
        if (ClientEvent.Read(given) is not { } told)
        {
            context.Output.Say("This is no hook event of a session; no checkpoint was made.");
            return;
        }

        var made = await new CheckpointRecorder(folder, options, TimeProvider.System).RecordAsync(told, SettingsRequest.ProcessEnvironment(), CancellationToken.None);
        if (made is null || made.Number <= options.MostPerSession)
        {
            return;
        }

        using var limit = new CancellationTokenSource(PruneTime, TimeProvider.System);
        try
        {
            await new CheckpointPruning(folder, options, TimeProvider.System).PruneAsync(told.SessionId, limit.Token);
        }
        catch (OperationCanceledException)
        {
            context.Output.Say("Old checkpoints stay for now: git takes too long.");
        }
    }
}
