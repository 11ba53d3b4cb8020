using Coxswain.Core.Recovery.Checkpoints;
using Microsoft.Extensions.Configuration;

namespace Coxswain.Cli.Commands.Checkpoints;

internal static class CheckpointSettings
{
    public static CheckpointOptions Of(CommandContext context) => context.Settings.Configuration.GetSection(CheckpointOptions.Section).Get<CheckpointOptions>() ?? new CheckpointOptions();
}
