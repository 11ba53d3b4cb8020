using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Coxswain.Core.Budgets.Alerts;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Server.Budgets;

/// <summary>What a channel is told, in every form one takes it.</summary>
/// <param name="Text">All of it in words, one line.</param>
/// <param name="Json">All of it, for programs.</param>
/// <param name="Variables">The same for a program's environment.</param>
internal sealed record AlertNotice(string Text, bool IsCritical, ReadOnlyMemory<byte> Json, IReadOnlyDictionary<string, string> Variables)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static AlertNotice Of(AlertMessage message)
    {
        var body = AlertBody.Of(message);
        return new AlertNotice(body.Text, message.Percent >= 95, Bytes(body), new Dictionary<string, string>
        {
            ["COX_ALERT_EVENT"] = body.Event,
            ["COX_ALERT_BUDGET"] = body.Budget,
            ["COX_ALERT_PERIOD"] = body.Period,
            ["COX_ALERT_SPAN"] = body.Span,
            ["COX_ALERT_PERCENT"] = body.Percent.ToString(CultureInfo.InvariantCulture),
            ["COX_ALERT_SPENT_USD"] = body.SpentUsd.ToString(CultureInfo.InvariantCulture),
            ["COX_ALERT_LIMIT_USD"] = body.LimitUsd.ToString(CultureInfo.InvariantCulture),
            ["COX_ALERT_AT"] = Utc(body.At),
            ["COX_ALERT_TEXT"] = body.Text,
        });
    }

    /// <param name="expiry">One whose cost is known.</param>
    public static AlertNotice Of(CacheExpiry expiry, DateTimeOffset now)
    {
        var body = CacheExpiryBody.Of(expiry, now);
        return new AlertNotice(body.Text, false, Bytes(body), new Dictionary<string, string>
        {
            ["COX_ALERT_EVENT"] = body.Event,
            ["COX_ALERT_SESSION"] = body.Session,
            ["COX_ALERT_EXPIRES_AT"] = Utc(body.ExpiresAt),
            ["COX_ALERT_REBUILD_USD"] = body.RebuildUsd.ToString(CultureInfo.InvariantCulture),
            ["COX_ALERT_AT"] = Utc(body.At),
            ["COX_ALERT_TEXT"] = body.Text,
        });
    }

    private static byte[] Bytes<T>(T body) => JsonSerializer.SerializeToUtf8Bytes(body, Options);

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
