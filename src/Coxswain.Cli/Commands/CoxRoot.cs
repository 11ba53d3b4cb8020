using System.CommandLine;
using Coxswain.Cli.Commands.Budgets;
using Coxswain.Cli.Commands.Checkpoints;
using Coxswain.Cli.Commands.Daemon;
using Coxswain.Cli.Commands.Demo;
using Coxswain.Cli.Commands.Doctor;
using Coxswain.Cli.Commands.Engine;
using Coxswain.Cli.Commands.Health;
using Coxswain.Cli.Commands.Hooks;
using Coxswain.Cli.Commands.Monitoring;
using Coxswain.Cli.Commands.Privacy;
using Coxswain.Cli.Commands.Ratings;
using Coxswain.Cli.Commands.Recovery;
using Coxswain.Cli.Commands.Sessions;
using Coxswain.Cli.Commands.Setup;
using Coxswain.Cli.Commands.Sql;
using Coxswain.Cli.Commands.StatusLine;
using Coxswain.Cli.Commands.Tools;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;

namespace Coxswain.Cli.Commands;

/// <summary>Table of contents of the command line: one line per command.</summary>
internal static class CoxRoot
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Reads what Claude Code does and tells what it cost.")
        {
            UpCommand.Create(),
            DownCommand.Create(),
            StatusCommand.Create(),
            LoginCommand.Create(),
            ConnectCommand.Create(),
            DisconnectCommand.Create(),
            WrapperCommand.Create(),
            HookCommand.Create(),
            StatusLineCommand.Create(),
            ImportCommand.Create(),
            UsageCommand.Create(),
            BudgetCommand.Create(),
            BudgetStatusCommand.Create(),
            AlertsCommand.Create(),
            ReceiptsCommand.Create(),
            CostOptimizeCommand.Create(),
            ModelRecommendCommand.Create(),
            CacheCommand.Create(),
            ToolsCommand.Create(),
            ModelsCommand.Create(),
            ReplayCommand.Create(),
            SessionsCommand.Create(),
            HealthCommand.Create(),
            RateCommand.Create(),
            SessionCheckpointCommand.Create(),
            ErrorsCommand.Create(),
            TimeoutsCommand.Create(),
            ErrorAnalyzeCommand.Create(),
            RetryWithFallbackCommand.Create(),
            PrivacyCommand.Create(),
            DoctorCommand.Create(),
            DemoCommand.Create(),
            ConfigCommand.Create(),
            EngineCommand.Create(),
            SqlCommand.Create(),
        };
        GlobalOptions.AddTo(root);
        CoxHelp.AddTo(root);
        CoxHelp.RefuseEmptyValues(root);
        return root;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        TerminalShape.Quieten();
        var result = Create().Parse(args);
        if (result.Errors.Count > 0)
        {
            return CoxHelp.ShowErrors(result, Console.Error);
        }

        // Long enough for an orderly stop of the server; the server's own stop timeout is shorter.
        return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(6), EnableDefaultExceptionHandler = false });
    }
}
