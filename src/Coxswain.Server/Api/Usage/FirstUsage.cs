using Coxswain.Core.Sessions;
using Coxswain.Core.Usage;
using Coxswain.Server.Configuration;
using Coxswain.Storage.ClickHouse;

namespace Coxswain.Server.Api.Usage;

/// <summary>Answers before there is a store: on a machine that has transcripts and has never started the engine or received anything.</summary>
public static class FirstUsage
{
    /// <summary><see langword="null"/>: ask the store.</summary>
    /// <exception cref="SettingsException">The user's price file has problems.</exception>
    public static UsageReport? TryAnswer(CoxswainSettings settings, UsageQuestion question, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(clock);
        var folder = settings.Folder;
        var server = settings.Configuration[$"{StoreOptions.Section}:{nameof(StoreOptions.Host)}"];
        if (folder.IsDemo || server is { Length: > 0 } || Directory.Exists(folder.EngineFolder) || File.Exists(folder.StateFile))
        {
            return null;
        }

        var folders = settings.Configuration[$"{TranscriptOptions.Section}:{nameof(TranscriptOptions.Folders)}"] ?? "";
        return TranscriptUsage.Answer(question, folders, UserPrices.Load(settings), clock.GetUtcNow(), cancellationToken);
    }
}
