using System.Globalization;

namespace Coxswain.Cli.Output;

/// <param name="Width">Columns to fit; <see langword="null"/> when stdout is not a terminal, so nothing is cut.</param>
/// <param name="Colour">False under <c>NO_COLOR</c> (any non-empty value), with <c>TERM=dumb</c>, and when stdout is not a terminal.</param>
internal sealed record TerminalShape(int? Width, bool Colour)
{
    /// <summary>Columns that talk on stderr has to fit; <see langword="null"/> when stderr is not a terminal and <c>COLUMNS</c> does not say.</summary>
    public int? TalkWidth { get; init; }

    /// <summary>
    /// Keeps the console class silent; called before anything uses it. The first question about the terminal makes .NET prepare it for reading keys,
    /// with escape sequences from the description that TERM names. A dumb terminal has none, and what it found out is kept for the life of the process.
    /// </summary>
    public static void Quieten()
    {
        if (Console.IsOutputRedirected && Console.IsInputRedirected && Console.IsErrorRedirected)
        {
            return;
        }

        var term = Environment.GetEnvironmentVariable("TERM");
        Environment.SetEnvironmentVariable("TERM", "dumb");
        try
        {
            _ = Console.WindowWidth;
        }
        catch (IOException)
        {
            // A terminal that does not tell its size gets the usual width where one is needed.
        }

        Environment.SetEnvironmentVariable("TERM", term);
    }

    public static TerminalShape Detect()
    {
        var terminal = !Console.IsOutputRedirected;
        var plain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") is "dumb";
        return new TerminalShape(Columns(terminal), terminal && !plain) { TalkWidth = Columns(!Console.IsErrorRedirected) };
    }

    private static int? Columns(bool terminal)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns >= 20)
        {
            return columns;
        }

        return terminal && Console.WindowWidth > 0 ? Console.WindowWidth : null;
    }
}
