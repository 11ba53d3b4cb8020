using System.CommandLine;
using Coxswain.Server.Configuration;
using Coxswain.Server.Hosting;
using Coxswain.Storage.Sqlite;

namespace Coxswain.Cli.Commands;

/// <summary>A command with examples for its help and one place where failures become a line on stderr and an exit code.</summary>
internal sealed class CoxCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;

    public CoxCommand Runs(Func<CommandContext, CancellationToken, Task<ExitCode>> action)
    {
        SetAction((result, cancellationToken) => RunAsync(new CommandContext(result), action, cancellationToken));
        return this;
    }

    private static async Task<int> RunAsync(CommandContext context, Func<CommandContext, CancellationToken, Task<ExitCode>> action, CancellationToken cancellationToken)
    {
        try
        {
            return (int)await action(context, cancellationToken);
        }
        catch (CommandException problem)
        {
            return Fail(context, problem.Code, problem.Message);
        }
        catch (SettingsException problem) when (problem.IsOnCommandLine)
        {
            return Fail(context, ExitCode.Usage, problem.Message);
        }
        catch (Exception problem) when (problem is SettingsException or FolderLockedException or FolderUnusableException or StateVersionException)
        {
            return Fail(context, ExitCode.Failed, problem.Message);
        }
        catch (HttpRequestException problem)
        {
            return Fail(context, ExitCode.Unreachable, $"The server does not answer: {problem.Message}");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Fail(context, ExitCode.Failed, "Interrupted.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Fail(context, ExitCode.Failed, problem.Message);
        }
    }

    private static int Fail(CommandContext context, ExitCode code, string message)
    {
        context.Output.Say(message);
        return (int)code;
    }
}
