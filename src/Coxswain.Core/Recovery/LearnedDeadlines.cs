using System.Collections.Frozen;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Learning;

namespace Coxswain.Core.Recovery;

/// <summary>
/// How long a model may take until its answer begins, by the size of the prompt: what it took lately, with room, and never more than the prior, which alone holds
/// while there are few requests to learn from. Safe for use by many threads.
/// </summary>
public sealed class LearnedDeadlines
{
    /// <summary>Fewer requests of a model and size teach nothing.</summary>
    public const int FewestRequests = 50;

    /// <summary>An answer that takes three times as long as 99 of 100 did is not coming.</summary>
    public const double Room = 3;

    /// <summary>Bytes of JSON for a token of prompt, about; only the size's class follows from it.</summary>
    public const double BytesPerToken = 4;

    /// <summary>No deadline is shorter: a queue at the upstream passes.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(20);

    /// <summary>Prior for an answer that streams: its first content.</summary>
    public static readonly TimeSpan StreamPrior = TimeSpan.FromMinutes(3);

    /// <summary>Prior for one that does not: the whole of it. Clients of the API give up after ten minutes.</summary>
    public static readonly TimeSpan WholePrior = TimeSpan.FromMinutes(9.5);

    private FrozenDictionary<(string Model, SizeBucket Size, bool IsStream), TimeSpan> _learned = FrozenDictionary<(string, SizeBucket, bool), TimeSpan>.Empty;

    /// <param name="model">As the request spells it.</param>
    /// <param name="promptBytes"><see langword="null"/>: unknown, as if it were of the largest class.</param>
    /// <param name="prior">Holds while nothing is known, and is never exceeded.</param>
    public TimeSpan For(string model, long? promptBytes, bool isStream, TimeSpan prior)
        => _learned.Count > 0 && _learned.TryGetValue((ModelId.Normalise(model), SizeBuckets.Of((long)((promptBytes ?? long.MaxValue) / BytesPerToken)), isStream), out var learned) && learned < prior ? learned : prior;

    /// <summary>Takes the place of what was learned before.</summary>
    public void Learn(IEnumerable<LatencySample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Volatile.Write(ref _learned, samples.Where(static one => one.Requests >= FewestRequests)
            .ToFrozenDictionary(static one => (one.ModelId, one.Size, one.IsStream), static one => Longer(one.P99 * Room, Shortest)));
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
