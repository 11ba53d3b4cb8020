using System.Globalization;
using Coxswain.Core.Ratings;
using Coxswain.Storage.ClickHouse.Usage;

namespace Coxswain.Storage.ClickHouse.Ratings;

/// <summary>Ratings and the client's surveys, from the log of events.</summary>
internal sealed class ClickHouseRatingStore(StoreClient client) : IRatingStore
{
    public Task<IReadOnlyList<SessionRating>> ReadAsync(string session, string project, DateTimeOffset? since, int limit, CancellationToken cancellationToken) => client.QueryAsync(
        Asking("Queries/Ratings/ratings.sql", session, project, since).With("limit", (uint)Math.Max(0, limit)),
        static row => new SessionRating(
            UsageFields.Moment(row.GetValue(0)), row.GetString(1), row.GetString(2), Convert.ToInt32(row.GetValue(3), CultureInfo.InvariantCulture), row.GetString(4), row.GetString(5),
            row.GetString(6), row.GetString(7)),
        cancellationToken);

    public Task<IReadOnlyList<SurveyAnswer>> ReadSurveysAsync(string session, string project, DateTimeOffset? since, CancellationToken cancellationToken) => client.QueryAsync(
        Asking("Queries/Ratings/surveys.sql", session, project, since),
        static row => new SurveyAnswer(row.GetString(0), Convert.ToInt64(row.GetValue(1), CultureInfo.InvariantCulture), UsageFields.Moment(row.GetValue(2))),
        cancellationToken);

    private static StoreStatement Asking(string file, string session, string project, DateTimeOffset? since)
        => StoreStatement.FromFile(file).With("session", session).With("project", project).With("since_ms", since?.ToUnixTimeMilliseconds() ?? 0);
}
