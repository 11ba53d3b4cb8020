using System.CommandLine;
using System.Globalization;
using Coxswain.Cli.Client;
using Coxswain.Core.Recovery;
using Coxswain.Gateway;
using Coxswain.Server.Api.Budgets;
using Coxswain.Server.Api.Import;
using Coxswain.Server.Api.Store;
using Coxswain.Server.Hosting;
using Coxswain.Server.Hosting.Engine;
using Coxswain.Storage.ClickHouse.Contents;

namespace Coxswain.Cli.Commands.Daemon;

internal static class StatusCommand
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4);

    public static Command Create()
        => new CoxCommand("status", "Shows the daemon, its engine and outbox, and what the store holds", "cox status", "cox status --json").Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.LoadUsable().Folder;
        await using var client = await CoxConnection.FindDaemonAsync(folder, cancellationToken, LateNote.OfAnswer(context.Output, TimeProvider.System));
        if (client is null || DaemonRecord.Find(folder) is not { } record)
        {
            throw FolderRelease.NoAnswer(folder);
        }

        var store = await client.GetAsync<StoreReport>("/api/store", cancellationToken);
        var import = await client.GetAsync<ImportReport>("/api/import/transcripts", cancellationToken);
        var gateway = await client.FindAsync<GatewayReport>("/api/gateway", cancellationToken);
        var alert = await client.FindAsync<AlertReport>("/api/alerts?limit=1", cancellationToken) is { Alerts: [var newest, ..] } ? newest : null;
        var (contents, recorded, problem) = await ReadContentsAsync(client, store, cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        var status = new StatusReport(
            record.Pid, record.Version, record.StartedUtc, (now - record.StartedUtc).TotalSeconds, record.Api, record.OtlpHttp, record.OtlpGrpc, record.Gateway, gateway, recorded, folder.Root, context.Settings.ConfigFile, store, import.Progress, contents, problem, alert);
        if (context.Output.Json)
        {
            context.Output.WriteJson(status);
        }
        else
        {
            StatusView.Write(context.Output, status, now);
        }

        return ExitCode.Ok;
    }

    // Asking a store that is known to be away would wait for it; a status says at once that it is, and waits for a silent one only so long.
    private static async Task<(StoreContents? Contents, RecordedCalls? Recorded, string? Problem)> ReadContentsAsync(CoxClient client, StoreReport store, CancellationToken cancellationToken)
    {
        if (store.Engine is EngineState.Starting or EngineState.Restarting or EngineState.Locked or EngineState.Stopped)
        {
            return (null, null, store.Problem ?? store.EngineReason ?? "The engine does not run.");
        }

        using var late = new CancellationTokenSource(LongestWait, TimeProvider.System);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var recorded = await client.FindAsync<RecordedCalls>("/api/gateway/recorded?days=30", patience.Token);
            return (await client.GetAsync<StoreContents>("/api/store/contents", patience.Token), recorded, null);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (null, null, string.Create(CultureInfo.InvariantCulture, $"The store did not answer within {LongestWait.TotalSeconds:N0} s. An engine that hangs is started again by itself; ask again in a minute."));
        }
        catch (CommandException refusal)
        {
            return (null, null, refusal.Message);
        }
    }
}
