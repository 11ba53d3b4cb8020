using System.CommandLine;
using System.Globalization;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.Daemon;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Recovery;
using Coxswain.Core.Usage;
using Coxswain.Server.Configuration;
using Coxswain.Server.Hosting;
using Coxswain.Testing.Traces;
using Coxswain.Testing.Traces.Transcripts;
using Microsoft.Extensions.Logging;

namespace Coxswain.Cli.Commands.Demo;

/// <summary>
/// <c>cox demo</c>: fills a labelled folder of its own with made-up sessions, through the same receivers and the same import as real ones, and with calls
/// that go through its gateway to a simulated upstream.
/// </summary>
internal static class DemoCommand
{
    private static readonly Option<int> Seed = new("--seed") { Description = "Another seed makes other sessions", DefaultValueFactory = static _ => TraceOptions.Baseline.Seed };
    private static readonly Option<int> Sessions = new("--sessions") { Description = "How many sessions", DefaultValueFactory = static _ => TraceOptions.Baseline.Sessions };
    private static readonly string[] Tellers = ["otlp", "transcripts"];
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Command Create()
    {
        var command = new CoxCommand("demo", "Fills a separate data folder with made-up sessions to look around in", "cox demo", "cox demo --seed 7 --sessions 20");
        command.Options.Add(Seed);
        command.Options.Add(Sessions);
        return command.Runs(RunAsync);
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Get(Sessions) is < 1 or > 500)
        {
            throw new CommandException(ExitCode.Usage, "--sessions takes 1 to 500.");
        }

        var folder = new DemoFolder(context.Settings.Folder);
        if (await CoxConnection.FindDaemonAsync(new(folder.DataRoot), cancellationToken) is { } running)
        {
            await running.DisposeAsync();
            throw new CommandException(ExitCode.Failed, $"A daemon is running on {folder.DataRoot}. Stop it first: cox down --config {folder.ConfigFile}");
        }

        folder.Recreate();
        var trace = TraceGenerator.Generate(Options(context));
        context.Output.Say($"Made up {trace.Sessions.Count} sessions with {trace.Requests.Count().ToString("N0", CultureInfo.InvariantCulture)} requests; sending them.");
        var calls = new DemoCalls(trace.Options.ClientVersion, context.Get(Seed));
        await using var upstream = await DemoUpstream.StartAsync(calls.Fates, context.Get(Seed), cancellationToken);
        var report = await FillAsync(folder, trace, calls, folder.Load(context, upstream.Address), context.Output, cancellationToken);
        Show(report, folder, calls, context.Output);
        return ExitCode.Ok;
    }

    private static TraceOptions Options(CommandContext context)
    {
        var baseline = TraceOptions.Baseline;
        var sessions = context.Get(Sessions);
        var days = (sessions + 1) / 2;
        return baseline with
        {
            Seed = context.Get(Seed),
            Sessions = sessions,
            Requests = baseline.Requests * sessions / baseline.Sessions,
            Start = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-days).AddHours(8), TimeSpan.Zero),
        };
    }

    private static async Task<DemoReport> FillAsync(DemoFolder folder, Trace trace, DemoCalls calls, CoxswainSettings settings, CommandOutput output, CancellationToken cancellationToken)
    {
        TranscriptRendering.WriteTo(trace, folder.ClaudeFolder);
        await using var server = await CoxswainServer.StartAsync(settings, ServerMode.DemoFilling, logging => logging.AddTalk(output, LogLevel.Warning), cancellationToken);
        await DemoTelemetry.SendAsync(trace, server.Record, output, cancellationToken);
        output.Say(string.Create(CultureInfo.InvariantCulture, $"Making {calls.Fates.Count} calls through the gateway to a simulated upstream, of which {calls.Fates.Count(static fate => fate.Fault is not null)} meet a fault."));
        await calls.SendAsync(server.Record.Gateway, cancellationToken);
        await using var client = await CoxConnection.FindDaemonAsync(settings.Folder, cancellationToken)
            ?? throw new CommandException(ExitCode.Unreachable, "The demo's own server does not answer.");
        return await ArrivedAsync(client, trace, calls, cancellationToken);
    }

    /// <summary>The sessions and calls once all of them are stored: telemetry, transcripts and records take their usual ways, which take a moment.</summary>
    private static async Task<DemoReport> ArrivedAsync(CoxClient client, Trace trace, DemoCalls calls, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        while (clock.GetElapsedTime(start) < Patience)
        {
            var report = await client.GetAsync<UsageReport>("/api/usage/session?timezone=UTC", cancellationToken);
            var recorded = await client.GetAsync<RecordedCalls>("/api/gateway/recorded", cancellationToken);
            if (report.Totals is { } totals && totals.Requests >= trace.Requests.Count() && trace.Sessions.All(session => report.Rows.Any(row => row.Key == session.SessionId && Tellers.All(row.Totals.Sources.Contains))) && recorded.Calls >= calls.Fates.Count)
            {
                return new DemoReport(report, recorded);
            }

            await Task.Delay(Poll, clock, cancellationToken);
        }

        throw new CommandException(ExitCode.Failed, "The made-up sessions were accepted but did not show up in the store in time.");
    }

    private static void Show(DemoReport report, DemoFolder folder, DemoCalls calls, CommandOutput output)
    {
        if (output.Json)
        {
            output.WriteJson(new { folder.ConfigFile, DataFolder = folder.DataRoot, report.Usage, report.Gateway, GatewaySession = calls.SessionId });
            return;
        }

        UsageView.Write(report.Usage, output);
        output.Say($"Through the gateway: {GatewayText.Of(report.Gateway)}.");
        output.Say($"Made-up data, kept apart in {folder.Root}. Look around with --config {folder.ConfigFile}, for example:");
        output.Say($"  cox usage daily --config {folder.ConfigFile}");
        output.Say($"  cox error-analyze --session {calls.SessionId} --config {folder.ConfigFile}");
        // It has no address yet: the demo's daemon takes free ports, and the demo's own server has ended.
        output.Say("In the browser: the first starts a daemon on it, the second says the dashboard's address and the code it asks for.");
        output.Say($"  cox up --detach --config {folder.ConfigFile}");
        output.Say($"  cox login --config {folder.ConfigFile}");
    }
}
