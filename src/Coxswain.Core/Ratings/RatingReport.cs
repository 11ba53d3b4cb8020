namespace Coxswain.Core.Ratings;

/// <summary>What users said of sessions.</summary>
/// <param name="Since"><see langword="null"/>: all the store keeps.</param>
/// <param name="Session">Only this one; empty: all.</param>
/// <param name="Project">Only of this folder and those below it; empty: all.</param>
/// <param name="Ratings">The newest first.</param>
/// <param name="IsCut">There are older ones that are neither listed nor in the summary.</param>
/// <param name="Surveys">The client's own question, by what came of it.</param>
public sealed record RatingReport(
    DateTimeOffset AsOf, DateTimeOffset? Since, string Session, string Project, RatingSummary Summary, IReadOnlyList<SessionRating> Ratings, bool IsCut, IReadOnlyList<SurveyAnswer> Surveys)
{
    /// <summary>So many are read at most.</summary>
    public const int MostRatings = 1000;

    /// <summary>Received rows that are not in the store yet: a rating of a moment ago may be among them.</summary>
    public long PendingRows { get; init; }

    /// <summary>Times the client asked.</summary>
    public long SurveysShown => Surveys.Sum(static one => one.Times);

    /// <summary>Of those, answered with bad, fine or good.</summary>
    public long SurveysAnswered => Surveys.Where(static one => one.Answer is "bad" or "fine" or "good").Sum(static one => one.Times);

    public static async Task<RatingReport> ReadAsync(
        IRatingStore store, string session, string project, DateTimeOffset? since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var found = await store.ReadAsync(session, project, since, MostRatings + 1, cancellationToken).ConfigureAwait(false);
        var surveys = await store.ReadSurveysAsync(session, project, since, cancellationToken).ConfigureAwait(false);
        SessionRating[] ratings = [.. found.Take(MostRatings)];
        return new RatingReport(now, since, session, project, RatingSummary.Of([.. ratings.Select(static one => one.Score)]), ratings, found.Count > MostRatings, surveys);
    }
}
