namespace Coxswain.Core.Sessions;

/// <param name="Project">A folder: sessions there or below it; empty for all.</param>
/// <param name="SessionId">One session; empty for all.</param>
/// <param name="Since">Sessions with an event at or after this time; <see langword="null"/> for all.</param>
public sealed record SessionFilter(string Project, string SessionId, DateTimeOffset? Since, int Limit)
{
    /// <summary>Sessions that began before this time; <see langword="null"/> for all.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>A normalised model id: sessions with a request that it answered; empty for all.</summary>
    public string Model { get; init; } = "";

    /// <summary>Part of the title, the id, the project or the branch, in any case; empty for all.</summary>
    public string Text { get; init; } = "";
}
