namespace Coxswain.Core.Ratings;

/// <summary>What a user said of a session: the newest rating of it that was not undone.</summary>
/// <param name="Score">1 to 5, 5 the best.</param>
/// <param name="Note">As the user wrote it; empty: none.</param>
/// <param name="Through"><c>cli</c>, <c>api</c> or <c>dashboard</c>.</param>
/// <param name="Title">Of the session; empty: not told.</param>
public sealed record SessionRating(DateTimeOffset Time, string Id, string SessionId, int Score, string Note, string Through, string Title, string Project)
{
    /// <summary>It is kept as an event of this name.</summary>
    public const string EventName = "coxswain.rating";

    public const int Least = 1;
    public const int Most = 5;
    public const int LongestNote = 500;
}
