using System.CommandLine;
using Coxswain.Cli.Output;
using Coxswain.Core.Kernel;
using Coxswain.Engine.Native;
using Coxswain.Server.Configuration;
using Coxswain.Server.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coxswain.Cli.Commands.Daemon;

internal static class UpCommand
{
    private static readonly (Option<string?> Option, string Setting)[] Addresses =
    [
        (Address("--api", "JSON API"), "server.apiAddress"),
        (Address("--otlp-http", "OTLP over HTTP"), "server.otlpHttpAddress"),
        (Address("--otlp-grpc", "OTLP over gRPC"), "server.otlpGrpcAddress"),
        (Address("--gateway", "the gateway of the Messages API"), "server.gatewayAddress"),
    ];

    public static Command Create()
    {
        var command = new CoxCommand("up", "Starts the daemon: receives telemetry, follows transcripts, serves the API and the gateway", "cox up", "cox up --detach", "cox up --api 0 --otlp-http 0 --otlp-grpc 0 --gateway 0")
        {
            DetachedStart.Option,
        };
        foreach (var (option, _) in Addresses)
        {
            command.Options.Add(option);
        }

        return command.Runs(RunAsync);
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var request = GlobalOptions.Settings(context.Line);
        var flags = Addresses.SelectMany(entry => context.Get(entry.Option) is { } address ? new[] { (entry.Setting, address, entry.Option.Name) } : []);
        var settings = context.Load(request with { Flags = [.. request.Flags, .. flags] });
        return context.Get(DetachedStart.Option)
            ? await DetachedStart.RunAsync(context, settings, cancellationToken)
            : await ServeAsync(context, settings, cancellationToken);
    }

    private static async Task<ExitCode> ServeAsync(CommandContext context, CoxswainSettings settings, CancellationToken cancellationToken)
    {
        var level = settings.Configuration.GetValue(ServerOptions.Section + ":LogLevel", LogLevel.Information);
        await using var server = await CoxswainServer.StartAsync(settings, ServerMode.Daemon, logging => logging.AddTalk(context.Output, level), cancellationToken);
        UpReport.Write(context.Output, server.Record, settings);
        var quiet = server.Services.GetRequiredService<QuietTime>();
        quiet.Began += ProcessMemory.GiveBack;
        quiet.Touch();
        await server.WaitForStopAsync(cancellationToken);
        context.Output.Say("Stopping.");
        return ExitCode.Ok;
    }

    private static Option<string?> Address(string name, string what) => new(name) { Description = $"Address or port for {what}; 0 lets the system choose", HelpName = "address" };
}
