using System.Globalization;
using Coxswain.Testing.Upstream.Simulation.Faults;

namespace Coxswain.Testing.Upstream.Simulation.Limits;

/// <summary>The buckets of each limited model, and the headers that tell of them.</summary>
internal sealed class RateLimits
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (TokenBucket? Requests, TokenBucket? Tokens)> _models;

    public RateLimits(IReadOnlyDictionary<string, RateLimit> limits, TimeProvider clock)
        => _models = limits.ToDictionary(
            static entry => entry.Key,
            entry => (entry.Value.Requests is { } requests ? new TokenBucket(requests, clock) : null, entry.Value.InputTokens is { } tokens ? new TokenBucket(tokens, clock) : null));

    /// <summary>Takes one request of so many tokens from the model's buckets, or nothing when one of them has not enough.</summary>
    /// <returns><see langword="null"/> when it was taken.</returns>
    public ApiError? Take(string model, long inputTokens)
    {
        lock (_lock)
        {
            if (!_models.TryGetValue(model, out var buckets))
            {
                return null;
            }

            var waits = (Requests: buckets.Requests?.Wait(1) ?? TimeSpan.Zero, Tokens: buckets.Tokens?.Wait(inputTokens) ?? TimeSpan.Zero);
            if (waits is { Requests.Ticks: 0, Tokens.Ticks: 0 })
            {
                buckets.Requests?.Take(1);
                buckets.Tokens?.Take(inputTokens);
                return null;
            }

            return waits.Requests >= waits.Tokens
                ? ApiError.RateLimited(waits.Requests, Number(buckets.Requests?.Capacity ?? 0) + " requests per minute")
                : ApiError.RateLimited(waits.Tokens, Number(buckets.Tokens?.Capacity ?? 0) + " input tokens per minute");
        }
    }

    public IEnumerable<KeyValuePair<string, string>> Headers(string model)
    {
        lock (_lock)
        {
            return _models.TryGetValue(model, out var buckets) ? [.. Headers("requests", buckets.Requests), .. Headers("input-tokens", buckets.Tokens)] : [];
        }
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static IEnumerable<KeyValuePair<string, string>> Headers(string kind, TokenBucket? bucket)
    {
        if (bucket is null)
        {
            yield break;
        }

        var name = "anthropic-ratelimit-" + kind;
        yield return KeyValuePair.Create(name + "-limit", bucket.Capacity.ToString(CultureInfo.InvariantCulture));
        yield return KeyValuePair.Create(name + "-remaining", Math.Max(0, bucket.Remaining).ToString(CultureInfo.InvariantCulture));
        yield return KeyValuePair.Create(name + "-reset", bucket.Full.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }
}
