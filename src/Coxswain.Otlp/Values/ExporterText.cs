using System.Globalization;
using System.Text;

namespace Coxswain.Otlp.Values;

/// <summary>
/// Values as text, exactly as the collector writes them (<c>pcommon.Value.AsString</c>), so that rows from a collector and rows from here
/// compare equal.
/// </summary>
internal static class ExporterText
{
    public static string Of(bool value) => value ? "true" : "false";

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Shortest digits that round-trip; exponent form below 1e-6 and from 1e21, as JavaScript writes numbers.</summary>
    public static string Of(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var mark = shortest.IndexOf('E', StringComparison.Ordinal);
        return mark < 0 ? shortest : Rewrite(shortest, mark, Math.Abs(value));
    }

    public static string Of(NestedValue value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static string Rewrite(string shortest, int mark, double magnitude)
    {
        var negative = shortest[0] == '-';
        var exponent = int.Parse(shortest.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

        // .NET writes one digit before the point, so the exponent is the first digit's.
        var digits = shortest[(negative ? 1 : 0)..mark].Replace(".", "", StringComparison.Ordinal);
        var body = magnitude is >= 1e-6 and < 1e21 ? Plain(digits, exponent) : Scientific(digits, exponent);
        return negative ? "-" + body : body;
    }

    private static string Plain(string digits, int exponent)
    {
        if (exponent < 0)
        {
            return "0." + new string('0', -exponent - 1) + digits;
        }

        return digits.Length <= exponent + 1
            ? digits + new string('0', exponent + 1 - digits.Length)
            : digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }

    // Go pads a positive exponent to two digits and, in this one place, a negative one not.
    private static string Scientific(string digits, int exponent)
    {
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        var power = Math.Abs(exponent).ToString(exponent < 0 ? "0" : "00", CultureInfo.InvariantCulture);
        return $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{power}";
    }

    private static void Append(StringBuilder text, NestedValue value)
    {
        switch (value.Kind)
        {
            case NestedKind.Literal:
                text.Append(value.Text);
                break;
            case NestedKind.Text:
                AppendQuoted(text, value.Text);
                break;
            case NestedKind.Array:
                AppendArray(text, value);
                break;
            default:
                AppendMap(text, value);
                break;
        }
    }

    private static void AppendArray(StringBuilder text, NestedValue value)
    {
        text.Append('[');
        for (var i = 0; i < value.Items.Count; i++)
        {
            if (i > 0)
            {
                text.Append(',');
            }

            Append(text, value.Items[i].Value);
        }

        text.Append(']');
    }

    // Go sorts a map's keys; of equal ones the last survives.
    private static void AppendMap(StringBuilder text, NestedValue value)
    {
        var last = new SortedDictionary<string, NestedValue>(Utf8Order.Instance);
        foreach (var (key, item) in value.Items)
        {
            last[key] = item;
        }

        text.Append('{');
        var first = true;
        foreach (var (key, item) in last)
        {
            if (!first)
            {
                text.Append(',');
            }

            first = false;
            AppendQuoted(text, key);
            text.Append(':');
            Append(text, item);
        }

        text.Append('}');
    }

    private static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var one in value)
        {
            switch (one)
            {
                case '"' or '\\':
                    text.Append('\\').Append(one);
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case '\b':
                    text.Append("\\b");
                    break;
                case '\f':
                    text.Append("\\f");
                    break;
                case < ' ' or '\u2028' or '\u2029':
                    text.Append("\\u").Append(((int)one).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    text.Append(one);
                    break;
            }
        }

        text.Append('"');
    }
}
