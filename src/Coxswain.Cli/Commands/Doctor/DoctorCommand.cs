using System.CommandLine;
using System.Globalization;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.Setup;
using Coxswain.Cli.Output;
using Coxswain.Cli.Setup;
using Coxswain.Core.Kernel;
using Coxswain.Gateway;
using Coxswain.Server.Api.Doctor;
using Coxswain.Server.Api.Store;
using Coxswain.Server.Checkpoints;
using Coxswain.Server.Configuration;
using Coxswain.Server.Hosting;

namespace Coxswain.Cli.Commands.Doctor;

/// <summary><c>cox doctor</c>: what works, what does not, and what clients send that this build does not know.</summary>
internal static class DoctorCommand
{
    private static readonly Option<int> Days = new("--days") { Description = "How far back to look", DefaultValueFactory = static _ => 30 };

    private static readonly Option<bool> Acknowledge = new("--acknowledge") { Description = "Say that the damage listed has been read; it is told no more" };

    private static readonly Option<bool> CheckTables = new("--check-tables") { Description = "Read every part of every table first, as CHECK TABLE does, and set damaged ones aside; takes as long as reading all of it" };

    public static Command Create()
        => new CoxCommand("doctor", "Checks this installation and what Claude Code sends to it", "cox doctor", "cox doctor --days 7 --json", "cox doctor --check-tables", "cox doctor --acknowledge")
        {
            Days, Acknowledge, CheckTables, SetupOptions.ClaudeFolder,
        }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var report = await ExamineAsync(context, cancellationToken);
        if (context.Output.Json)
        {
            context.Output.WriteJson(report);
        }
        else
        {
            Write(report, context.Output);
        }

        return report.Checks.Any(static check => check.Status == DoctorStatus.Failed) ? ExitCode.Failed : ExitCode.Ok;
    }

    private static async Task<DoctorReport> ExamineAsync(CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            var settings = context.Settings;
            await using var client = await context.ConnectAsync(cancellationToken);
            IReadOnlyList<DoctorCheck> tables = context.Get(CheckTables) ? [await TableChecking.RunAsync(client, context.Output, cancellationToken)] : [];
            var days = context.Get(Days).ToString(CultureInfo.InvariantCulture);
            var report = await client.GetAsync<DoctorReport>($"/api/doctor?days={days}", cancellationToken);
            if (context.Get(Acknowledge))
            {
                var done = await client.PostAsync<AcknowledgedDamage>("/api/store/damage/acknowledge", null, cancellationToken);
                context.Output.Say(string.Create(CultureInfo.InvariantCulture, $"{done.Count} {(done.Count == 1 ? "piece" : "pieces")} of damage acknowledged."));
                report = report with { Checks = [.. report.Checks.Select(static check => check is { Name: "damage", Status: DoctorStatus.Failed } ? check with { Status = DoctorStatus.Note } : check)] };
            }

            return report with { Checks = [ConfigurationCheck.Of(settings), .. report.Checks, .. tables, .. await BesidesAsync(context, settings.Folder, cancellationToken)] };
        }
        catch (SettingsException problem)
        {
            return await ExamineDaemonAsync(context, ConfigurationCheck.Broken(CoxswainSettings.FileOf(GlobalOptions.Settings(context.Line)), problem), cancellationToken);
        }
    }

    /// <summary>With a broken configuration no server starts; a daemon started before it broke still answers.</summary>
    private static async Task<DoctorReport> ExamineDaemonAsync(CommandContext context, DoctorCheck broken, CancellationToken cancellationToken)
    {
        var days = context.Get(Days);
        var now = TimeProvider.System.GetUtcNow();
        try
        {
            var folder = context.LoadUsable().Folder;
            await using var client = await CoxConnection.FindDaemonAsync(folder, cancellationToken);
            if (client is not null)
            {
                var report = await client.GetAsync<DoctorReport>(string.Create(CultureInfo.InvariantCulture, $"/api/doctor?days={days}"), cancellationToken);
                return report with { Checks = [broken, .. report.Checks, .. await BesidesAsync(context, folder, cancellationToken)] };
            }

            return new DoctorReport(now.AddDays(-days), now, [broken, ConfigurationCheck.NoServer($"No daemon answers for {folder.Root}, and none starts with this configuration.")]);
        }
        catch (SettingsException)
        {
            return new DoctorReport(now.AddDays(-days), now, [broken, ConfigurationCheck.NoServer("Which data folder and which daemon are meant is not known before the configuration can be read. Name the folder: --data")]);
        }
    }

    /// <summary>What is looked at on this side of the server: this process's way to the gateway, this user's settings and search path.</summary>
    private static async Task<IReadOnlyList<DoctorCheck>> BesidesAsync(CommandContext context, DataFolder folder, CancellationToken cancellationToken)
    {
        var environment = SettingsRequest.ProcessEnvironment();
        var file = ClaudeFolder.SettingsFile(context.Get(SetupOptions.ClaudeFolder), environment);
        return
        [
            await GatewayAsync(folder, cancellationToken),
            Connection(folder, file, environment),
            Checkpoints(folder, file),
            WrapperCheck.Of(environment, WrapperFile.UsualFolder(environment)),
        ];
    }

    private static async Task<DoctorCheck> GatewayAsync(DataFolder folder, CancellationToken cancellationToken)
    {
        await using var client = await CoxConnection.FindDaemonAsync(folder, cancellationToken);
        var state = client is null ? null : await client.FindAsync<GatewayReport>("/api/gateway", cancellationToken);
        return await GatewayCheck.RunAsync(client is null ? "" : DaemonRecord.Find(folder)?.Gateway ?? "", state, folder.IsDemo, cancellationToken);
    }

    private static DoctorCheck Checkpoints(DataFolder folder, string file)
    {
        var kept = new CheckpointFolder(folder);
        var times = kept.Sessions().SelectMany(kept.List).Select(static one => (DateTimeOffset?)one.TakenUtc);
        return CheckpointCheck.Of(ConnectionRecord.Read(folder, file, ConnectionRecord.Checkpoints), SettingsFile.Read(file), times.Max(), TimeProvider.System.GetUtcNow(), File.Exists);
    }

    private static DoctorCheck Connection(DataFolder folder, string file, IReadOnlyDictionary<string, string> environment)
        => ConnectionRecord.Read(folder, file) is { } record
            ? ConnectionCheck.Of(record, SettingsLayer.Read(file, SettingsScope.User), SettingsLayers.Read(Path.GetFullPath("."), SettingsLayers.ManagedFolder, file), environment)
            : DoctorCheck.Of("connection", "settings", DoctorStatus.Note, $"{file} was not changed by cox connect; telemetry comes only if set up another way.");

    private static void Write(DoctorReport report, CommandOutput output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Telemetry, requests and prices from {report.Since:yyyy-MM-dd HH:mm} to {report.Until:yyyy-MM-dd HH:mm} UTC."));
        foreach (var group in report.Checks.GroupBy(static check => check.Group))
        {
            output.WriteLine(group.Key);
            foreach (var check in group)
            {
                output.WriteLine($"  {Mark(check.Status)} {check.Name}: {check.Summary}");
                foreach (var detail in check.Details)
                {
                    output.WriteLine("            " + detail);
                }
            }
        }
    }

    // Words, not colours: they survive pipes and NO_COLOR.
    private static string Mark(DoctorStatus status) => status switch
    {
        DoctorStatus.Ok => "ok     ",
        DoctorStatus.Note => "note   ",
        DoctorStatus.Warning => "warning",
        DoctorStatus.Failed => "FAILED ",
        _ => "unknown",
    };
}
