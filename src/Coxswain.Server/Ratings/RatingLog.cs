using System.Globalization;
using Coxswain.Core.Ratings;
using Coxswain.Core.Telemetry;
using Coxswain.Server.Hosting;

namespace Coxswain.Server.Ratings;

/// <summary>Records what users say of sessions, as telemetry. Nothing is ever changed: a rating is taken back by another record.</summary>
internal sealed class RatingLog(ITelemetryWriter writer, TimeProvider clock)
{
    private static readonly TelemetryOrigin Origin = TelemetryOrigin.Own("coxswain.ratings", ProductVersion.Text);

    /// <param name="through"><c>cli</c>, <c>api</c> or <c>dashboard</c>.</param>
    /// <returns>The rating's id; <see langword="null"/>: it could not be kept.</returns>
    public async Task<string?> AddAsync(string session, int score, string note, string through, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("N");
        return await WriteAsync(id, session, through, cancellationToken, ("score", score.ToString(CultureInfo.InvariantCulture)), ("note", note)) ? id : null;
    }

    /// <returns>False: it could not be kept.</returns>
    public Task<bool> UndoAsync(SessionRating rating, string through, CancellationToken cancellationToken)
        => WriteAsync(Guid.NewGuid().ToString("N"), rating.SessionId, through, cancellationToken, ("undoes", rating.Id));

    private async Task<bool> WriteAsync(string id, string session, string through, CancellationToken cancellationToken, params (string Name, string Value)[] said)
    {
        IEnumerable<(string Name, string Value)> attributes = [("rating.id", id), ("session.id", session), ("through", through), .. said];
        var record = new LogRecord(
            Origin, LogRecord.Nanoseconds(clock.GetUtcNow()), "", "", 0, "", 0, SessionRating.EventName, SessionRating.EventName,
            [.. attributes.Where(static one => one.Value.Length > 0).OrderBy(static one => one.Name, StringComparer.Ordinal).Select(static one => new KeyValue(one.Name, one.Value))]);
        return await writer.WriteAsync(new TelemetryBatch { Logs = [record] }, cancellationToken) is WriteOutcome.Durable or WriteOutcome.AlreadyDurable;
    }
}
