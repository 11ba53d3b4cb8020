namespace Coxswain.Core.Health;

/// <summary>How full a session's window was at its newest request, and how often it was compacted.</summary>
/// <param name="LastSeen">Its newest event.</param>
/// <param name="Model">Of its newest request, normalised; empty: not told.</param>
/// <param name="Requests">Of the main conversation, with known token counts.</param>
/// <param name="EndTokens">What the newest of them sent; <see langword="null"/>: there is none.</param>
/// <param name="MostTokens">The largest of them; <see langword="null"/>: there is none.</param>
/// <param name="OtherCompactions">Whose cause nobody told.</param>
public sealed record PastWindow(
    string SessionId, string Title, string Project, DateTimeOffset LastSeen, string Model, long Requests, long? EndTokens, long? MostTokens,
    long AutoCompactions, long ManualCompactions, long OtherCompactions)
{
    /// <summary>The model's window; <see langword="null"/>: not known. One that was set smaller for the session is not told to the store.</summary>
    public long? WindowTokens { get; init; }

    /// <summary>0 to 1, and above should the window have been larger; <see langword="null"/>: unknown.</summary>
    public double? EndOccupancy => EndTokens is { } used && WindowTokens is { } window ? (double)used / window : null;
}
