using Coxswain.Cli.Output;

namespace Coxswain.Cli.Commands.Store;

/// <summary>One line on stderr above figures that may lack rows.</summary>
internal static class DamageNote
{
    /// <param name="note">As the server says it; <see langword="null"/> when no damage is open.</param>
    public static void Say(string? note, CommandOutput output)
    {
        if (note is not null)
        {
            output.Say(note);
        }
    }
}
