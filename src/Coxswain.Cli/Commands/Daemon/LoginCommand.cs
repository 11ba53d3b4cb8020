using System.CommandLine;
using Coxswain.Server.Hosting;
using Coxswain.Server.Security;

namespace Coxswain.Cli.Commands.Daemon;

/// <summary><c>cox login</c>: where the dashboard is, and the code that lets a browser in.</summary>
internal static class LoginCommand
{
    public static Command Create() => new CoxCommand("login", "Prints the dashboard's address and the login code a browser is asked for", "cox login", "cox login --json").Runs(RunAsync);

    private static Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var record = DaemonRecord.Find(context.Settings.Folder) ?? throw new CommandException(ExitCode.Unreachable, "No daemon is up; start it: cox up");
        var code = BrowserAccess.LoginCode(new ApiToken(record.Token));
        if (context.Output.Json)
        {
            context.Output.WriteJson(new { Address = record.Api + "/", Code = code });
        }
        else
        {
            context.Output.WriteLine($"{record.Api}/ · login code {code}");
        }

        return Task.FromResult(ExitCode.Ok);
    }
}
