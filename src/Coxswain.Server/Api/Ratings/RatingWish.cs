using Coxswain.Core.Ratings;

namespace Coxswain.Server.Api.Ratings;

/// <summary>What a user says of a session.</summary>
/// <param name="Session">Its id or the start of it.</param>
/// <param name="Score">1 to 5, 5 the best.</param>
/// <param name="Note">Kept as it is written.</param>
/// <param name="Through"><c>cli</c>, or else <c>api</c>.</param>
public sealed record RatingWish(string? Session, int? Score, string? Note, string? Through)
{
    /// <summary>Field name and what is wrong with it; empty: nothing.</summary>
    internal Dictionary<string, string[]> Problems()
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (string.IsNullOrEmpty(Session))
        {
            problems["session"] = ["Name a session: its id or the start of it."];
        }

        if (Score is not (>= SessionRating.Least and <= SessionRating.Most))
        {
            problems["score"] = [$"Give {SessionRating.Least} to {SessionRating.Most}."];
        }

        if (Note is { Length: > SessionRating.LongestNote })
        {
            problems["note"] = [$"Longer than {SessionRating.LongestNote} characters."];
        }

        return problems;
    }
}
