using System.Globalization;

namespace Coxswain.Cli.Output;

/// <param name="Width">Columns to fit; <see langword="null"/> when stdout is not a terminal, so nothing is cut.</param>
/// <param name="Colour">False under <c>NO_COLOR</c> (any non-empty value), with <c>TERM=dumb</c>, and when stdout is not a terminal.</param>
internal sealed record TerminalShape(int? Width, bool Colour)
{
    public static TerminalShape Detect()
    {
        var terminal = !Console.IsOutputRedirected;
        var plain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") is "dumb";
        return new TerminalShape(Columns(terminal), terminal && !plain);
    }

    private static int? Columns(bool terminal)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns >= 20)
        {
            return columns;
        }

        return terminal && MeasureWidth() is > 0 and var width ? width : null;
    }

    // Asking for the width makes .NET prepare the terminal for reading keys, with escape sequences from TERM's description; a dumb terminal has none.
    private static int MeasureWidth()
    {
        var term = Environment.GetEnvironmentVariable("TERM");
        Environment.SetEnvironmentVariable("TERM", "dumb");
        try
        {
            return Console.WindowWidth;
        }
        finally
        {
            Environment.SetEnvironmentVariable("TERM", term);
        }
    }
}
