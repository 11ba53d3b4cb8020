using System.Text;
using Spectre.Console;

namespace Coxswain.Cli.Output;

/// <summary>Lets Spectre write to any writer at a width we chose, so it never wraps or cuts on its own.</summary>
internal sealed class FixedWidthOutput(TextWriter writer, int width) : IAnsiConsoleOutput
{
    public TextWriter Writer { get; } = writer;

    public bool IsTerminal => false;

    public int Width { get; } = width;

    public int Height => 24;

    public void SetEncoding(Encoding encoding)
    {
    }
}
