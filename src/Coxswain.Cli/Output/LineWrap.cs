using System.Text;

namespace Coxswain.Cli.Output;

/// <summary>Breaks lines at words, so that a narrow terminal does not break them inside. A word wider than the terminal stays whole: it may be a path.</summary>
internal static class LineWrap
{
    /// <param name="width"><see langword="null"/>: as it is.</param>
    public static string Fit(string text, int? width) => width is not { } columns ? text
        : string.Join(Environment.NewLine, text.Split('\n').SelectMany(line => CellWidth.Of(line) <= columns ? [line] : Rows(line, columns)));

    // What goes on from an indented line stands two columns deeper, so that it is not taken for one of its own.
    private static IEnumerable<string> Rows(string line, int columns)
    {
        var lead = line.Length - line.TrimStart(' ').Length;
        var indent = new string(' ', lead == 0 ? 0 : Math.Min(lead + 2, columns / 2));
        var row = new StringBuilder(line[..lead]);
        var used = lead;
        var isEmpty = true;
        foreach (var (gap, word) in Words(line[lead..]))
        {
            var width = CellWidth.Of(word);
            if (!isEmpty && used + gap + width > columns)
            {
                yield return row.ToString();
                row.Clear().Append(indent).Append(word);
                used = indent.Length + width;
                continue;
            }

            row.Append(' ', gap).Append(word);
            used += gap + width;
            isEmpty = false;
        }

        yield return row.ToString();
    }

    private static IEnumerable<(int Gap, string Word)> Words(string text)
    {
        var gap = 0;
        foreach (var word in text.Split(' '))
        {
            if (word.Length > 0)
            {
                yield return (gap, word);
                gap = 0;
            }

            gap++;
        }
    }
}
