using System.Globalization;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Server.Budgets;

/// <summary>A prompt cache that runs out soon, as JSON for webhooks and programs. Names are only ever added.</summary>
/// <param name="Event"><c>cache_expiry</c>.</param>
/// <param name="WarmTokens">What is in the cache.</param>
/// <param name="RebuildUsd">What writing them anew costs beyond reading them; an estimate, by the price of the model that answered last.</param>
internal sealed record CacheExpiryBody(string Event, string Session, DateTimeOffset At, DateTimeOffset ExpiresAt, long WarmTokens, decimal RebuildUsd, string Text)
{
    public static CacheExpiryBody Of(CacheExpiry expiry, DateTimeOffset now)
    {
        var cost = expiry.RewriteUsd ?? throw new ArgumentException("Nobody knows what it costs.", nameof(expiry));
        var left = Math.Max(1, (int)Math.Ceiling((expiry.ExpiresAt - now).TotalMinutes));
        return new CacheExpiryBody("cache_expiry", expiry.SessionId, now, expiry.ExpiresAt, expiry.WarmTokens, cost, string.Create(
            CultureInfo.InvariantCulture,
            $"Prompt cache of session {expiry.SessionId} runs out within {left} min: its {expiry.WarmTokens:N0} tokens cost about ${cost:0.00} more to write anew than to read. Go on before that, or /compact."));
    }
}
