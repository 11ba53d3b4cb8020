using System.CommandLine;
using Coxswain.Engine;

namespace Coxswain.Cli.Commands.Engine;

/// <summary>The embedded database as a process of its own; the daemon starts it, people need not.</summary>
internal static class EngineCommand
{
    private static readonly Option<string> Folder = new("--folder") { Description = "The store's folder", HelpName = "folder", Required = true };

    private static readonly Option<string> Socket = new("--socket") { Description = "Listen on this Unix socket", HelpName = "path", Required = true };

    private static readonly Option<string?> Library = new("--library") { Description = "Load this libchdb", HelpName = "path" };

    private static readonly Option<int?> ParentPid = new("--parent-pid") { Description = "Stop when this process is gone", HelpName = "pid" };

    private static readonly Option<bool> EndWithInput = new("--end-with-input") { Description = "Stop when standard input ends" };

    private static readonly Option<long?> MemoryLimit = new("--memory-limit") { Description = "Bytes all queries together may use", HelpName = "bytes" };

    public static Command Create()
        => new CoxCommand(
            "engine",
            "Runs the embedded database: ClickHouse's HTTP interface on a Unix socket",
            "cox engine --folder /tmp/store --socket /tmp/store.sock",
            "curl --unix-socket /tmp/store.sock http://localhost/ --data 'SELECT version()'")
        {
            Folder,
            Socket,
            Library,
            ParentPid,
            EndWithInput,
            MemoryLimit,
        }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var options = new EngineOptions
        {
            Folder = Path.GetFullPath(context.Line.GetRequiredValue(Folder)),
            SocketPath = context.Line.GetRequiredValue(Socket),
            LibraryPath = context.Get(Library) ?? Environment.GetEnvironmentVariable("COX_LIBCHDB"),
            ParentProcessId = context.Get(ParentPid),
            EndsWithInput = context.Get(EndWithInput),
            MemoryLimitBytes = context.Get(MemoryLimit),
        };
        try
        {
            return (ExitCode)await EngineHost.RunAsync(options, cancellationToken);
        }
        catch (EngineStartException problem)
        {
            throw new CommandException(ExitCode.Failed, problem.Message, problem);
        }
    }
}
