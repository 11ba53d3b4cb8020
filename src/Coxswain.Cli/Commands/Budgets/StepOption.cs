using System.CommandLine;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary>An option that asks for a step of a budget's ladder, with the percentage it holds from.</summary>
internal sealed class StepOption : Option<int?>
{
    private readonly int _usual;

    public StepOption(string name, int usual, string text)
        : base(name)
    {
        _usual = usual;
        Description = $"{text} ({usual} unless given)";
        HelpName = "percent";
        Arity = ArgumentArity.ZeroOrOne;
    }

    /// <returns><see langword="null"/> when it was not asked for.</returns>
    public int? Of(CommandContext context) => context.Line.GetResult(this) is null ? null : context.Get(this) ?? _usual;
}
