namespace Coxswain.Server.Configuration;

/// <summary>Values as they may be shown.</summary>
public static class SettingText
{
    /// <summary>An address without the user and password it may carry.</summary>
    public static string WithoutUser(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var start = value.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = start < 3 ? -1 : value.AsSpan(start).IndexOfAny('/', '?', '#') is >= 0 and var length ? start + length : value.Length;
        var at = end < 0 ? -1 : value.LastIndexOf('@', end - 1, end - start);
        return at < 0 ? value : value[..start] + "(set)" + value[at..];
    }
}
