namespace Coxswain.Core.Sessions.Reading;

/// <summary>
/// What a tool was called on, as it is kept: a file by its path, an address by scheme, host and port alone. User, path, query and fragment of an address
/// may each be a key (webhooks, shared documents, signed links), and which part of a path is one cannot be told.
/// </summary>
internal static class ToolTarget
{
    public static string OfFile(string text) => text.Contains("://", StringComparison.Ordinal) && OfAddress(text) is { Length: > 0 } address ? address : text;

    /// <returns>Empty when it is no address of a host.</returns>
    public static string OfAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Host.Length > 0
        ? url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)
        : "";
}
