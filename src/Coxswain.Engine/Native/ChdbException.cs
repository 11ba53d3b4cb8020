using System.Globalization;

namespace Coxswain.Engine.Native;

/// <summary>ClickHouse refused or broke off a statement. The message is ClickHouse's own, "Code: N. DB::Exception: …".</summary>
internal sealed class ChdbException : Exception
{
    public ChdbException()
    {
    }

    public ChdbException(string message)
        : base(Once(message))
    {
    }

    public ChdbException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal ChdbException(int code, string text, string name)
        : this(string.Create(CultureInfo.InvariantCulture, $"Code: {code}. DB::Exception: {text} ({name})"))
    {
    }

    /// <summary>The library wraps some failures in themselves; a server tells them once.</summary>
    private static string Once(string message)
    {
        const string Mark = " DB::Exception: ";
        var start = message.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        var lead = start >= Mark.Length ? message[..start] : "";
        while (lead.Length > 0 && message.AsSpan(start).StartsWith(lead, StringComparison.Ordinal))
        {
            message = message[start..];
            var tail = message.LastIndexOf(". (", StringComparison.Ordinal);
            message = tail > 0 ? message[..tail] : message;
        }

        return message;
    }

    /// <summary>ClickHouse's error number; 1002 (UNKNOWN_EXCEPTION) where the text names none.</summary>
    internal int Code
    {
        get
        {
            var text = Message.AsSpan();
            var start = text.IndexOf("Code: ", StringComparison.Ordinal);
            if (start < 0)
            {
                return 1002;
            }

            var digits = text[(start + 6)..];
            var length = digits.IndexOfAnyExceptInRange('0', '9');
            return int.TryParse(length < 0 ? digits : digits[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                ? code
                : 1002;
        }
    }
}
