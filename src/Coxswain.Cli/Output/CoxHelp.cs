using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Coxswain.Cli.Commands;

namespace Coxswain.Cli.Output;

/// <summary>The library's help, followed by the command's examples; and errors that end with where help is.</summary>
internal static class CoxHelp
{
    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        if (help.Action is HelpAction action)
        {
            help.Action = new ExampleHelpAction(action);
        }
    }

    public static int ShowErrors(ParseResult result, TextWriter talk)
    {
        foreach (var error in result.Errors)
        {
            talk.WriteLine(TerminalText.Clean(error.Message));
        }

        talk.WriteLine($"Help: {Path(result.CommandResult.Command)} --help");
        return (int)ExitCode.Usage;
    }

    private static string Path(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? "cox" : $"{Path(parent)} {command.Name}";
    }

    private sealed class ExampleHelpAction(HelpAction inner) : SynchronousCommandLineAction
    {
        // What is missing on the line is no reason to refuse the help that would say so.
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = inner.Invoke(parseResult);
            string[] ofRoot = ["cox up", "cox connect", "cox usage daily --since 7d"];
            var examples = parseResult.CommandResult.Command is CoxCommand command ? command.Examples : ofRoot;
            if (examples.Count > 0)
            {
                var output = parseResult.InvocationConfiguration.Output;
                output.WriteLine("Examples:");
                foreach (var example in examples)
                {
                    output.WriteLine($"  {example}");
                }
            }

            return code;
        }
    }
}
