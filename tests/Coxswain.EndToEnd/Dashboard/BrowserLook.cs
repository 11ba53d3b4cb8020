namespace Coxswain.EndToEnd.Dashboard;

/// <summary>How somebody looks at pages.</summary>
/// <param name="Width">Of the window, in pixels.</param>
public sealed record BrowserLook(int Width = 1440, bool IsDark = false, bool HasScripts = true)
{
    /// <summary>Cookies to begin with, as Playwright keeps them; <see langword="null"/>: none.</summary>
    public string? State { get; init; }

    public override string ToString() => $"{Width}, {(IsDark ? "dark" : "light")}{(HasScripts ? "" : ", no scripts")}";
}
