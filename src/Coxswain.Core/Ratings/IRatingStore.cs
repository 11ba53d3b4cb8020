namespace Coxswain.Core.Ratings;

/// <summary>What users said of sessions: to Coxswain, and to the client's own question.</summary>
public interface IRatingStore
{
    /// <summary>The newest first.</summary>
    /// <param name="session">Empty: of all.</param>
    /// <param name="project">A folder, and those below it; empty: all.</param>
    Task<IReadOnlyList<SessionRating>> ReadAsync(string session, string project, DateTimeOffset? since, int limit, CancellationToken cancellationToken);

    /// <summary>Times the client asked, by what came of it.</summary>
    Task<IReadOnlyList<SurveyAnswer>> ReadSurveysAsync(string session, string project, DateTimeOffset? since, CancellationToken cancellationToken);
}
