using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;
using Coxswain.Cli.Commands;

namespace Coxswain.Cli.Output;

/// <summary>The library's help, followed by the command's examples; and errors that end with where help is.</summary>
internal static partial class CoxHelp
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
            // The library names .NET's types here; all of ours are whole numbers.
            talk.WriteLine(TerminalText.Clean(NotAWholeNumber().Replace(error.Message, "${option} takes a whole number, not \"${value}\".")));
        }

        talk.WriteLine($"Help: {Path(result.CommandResult.Command)} --help");
        return (int)ExitCode.Usage;
    }

    /// <summary>An empty value is a script's variable that was not set: taken for "not given" it would quietly answer another question.</summary>
    public static void RefuseEmptyValues(Command command)
    {
        foreach (var option in command.Options.OfType<Option<string?>>())
        {
            option.Validators.Add(static result =>
            {
                if (result.Tokens.Any(static token => token.Value.Length == 0))
                {
                    result.AddError($"{result.Option.Name} has an empty value; give one, or leave the option out.");
                }
            });
        }

        foreach (var child in command.Subcommands)
        {
            RefuseEmptyValues(child);
        }
    }

    [GeneratedRegex("^Cannot parse argument '(?<value>.*)' for option '(?<option>[^']*)' as expected type '[^']*[.]Int(32|64)[^']*'[.]$")]
    private static partial Regex NotAWholeNumber();

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
            inner.MaxWidth = TerminalShape.Detect().Width ?? inner.MaxWidth;
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
