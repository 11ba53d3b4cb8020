using System.Globalization;
using Spectre.Console;

namespace Coxswain.Cli.Output;

/// <summary>Columns a text takes on a terminal; wide characters take two.</summary>
internal static class CellWidth
{
    public static int Of(string text) => text.All(char.IsAscii) ? text.Length : text.GetCellWidth();

    public static string Shorten(string text, int width)
    {
        if (Of(text) <= width)
        {
            return text;
        }

        var kept = 0;
        var used = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            used += Of(element);
            if (used > width - 1)
            {
                break;
            }

            kept += element.Length;
        }

        return text[..kept] + "…";
    }
}
