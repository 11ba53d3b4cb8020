using Coxswain.Core.Health.Window;

namespace Coxswain.Core.Health;

/// <summary>How many tokens a byte of text is: measured in the session itself by how its requests grew, or else the model's rule of thumb.</summary>
/// <param name="TokensPerByte">Of text that came into the window.</param>
/// <param name="Low">Of the 80 % interval; <see langword="null"/>: not measured.</param>
/// <param name="High">As <paramref name="Low"/>.</param>
/// <param name="N">Requests it was measured by; 0: none.</param>
/// <param name="ImageTokens">What an image or document counts for, at most.</param>
/// <param name="From">What it rests on, in words.</param>
public sealed record TokenRate(double TokensPerByte, double? Low, double? High, long N, int ImageTokens, string From)
{
    /// <summary>Fewer pairs of requests tell too little.</summary>
    private const int Fewest = 3;

    /// <summary>Less text than this drowns in what the client adds unseen.</summary>
    private const long LeastBytes = 200;

    /// <summary>No text of any language or code is beyond.</summary>
    private const double LeastPerByte = 1 / 12.0;

    private const double MostPerByte = 1;
    private const double Z80 = 1.2815515655446004;

    /// <param name="bytesPerToken">The model's rule of thumb.</param>
    /// <param name="rule">Where that is from.</param>
    public static TokenRate Measure(IReadOnlyList<ContextRequest> requests, double bytesPerToken, int imageTokens, string rule)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var pairs = Pairs(requests).ToArray();
        var thumb = new TokenRate(1 / bytesPerToken, null, null, 0, imageTokens, rule);
        if (pairs.Length < Fewest)
        {
            return thumb with { From = $"{rule}; only {pairs.Length} requests grew by enough text to measure by" };
        }

        double bytes = pairs.Sum(static pair => pair.Bytes), tokens = pairs.Sum(static pair => pair.Tokens);
        var rate = tokens / bytes;
        if (rate is < LeastPerByte or > MostPerByte)
        {
            return thumb with { From = $"{rule}; the growth of {pairs.Length} requests does not fit their text" };
        }

        // A ratio of sums, its error by how far each pair is from it.
        var squares = pairs.Sum(pair => Math.Pow(pair.Tokens - (rate * pair.Bytes), 2));
        var error = Z80 * Math.Sqrt(squares * pairs.Length / (pairs.Length - 1)) / bytes;
        return new TokenRate(
            rate, Math.Max(LeastPerByte, rate - error), Math.Min(MostPerByte, rate + error), pairs.Length, imageTokens,
            $"measured: how {pairs.Length} requests grew by the text that came in");
    }

    public double Of(ContextBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return Of(block.Bytes, block.Images);
    }

    public double Of(long bytes, int images = 0) => (bytes * TokensPerByte) + ((double)images * ImageTokens);

    public TokenEstimate Estimate(IEnumerable<ContextBlock> blocks)
    {
        var (bytes, images) = (0L, 0);
        foreach (var block in blocks)
        {
            (bytes, images) = (bytes + block.Bytes, images + block.Images);
        }

        return Estimate(bytes, images);
    }

    public TokenEstimate Estimate(long bytes, int images = 0) => new(
        (long)Math.Round(Of(bytes, images)), Round(Low, bytes, images), Round(High, bytes, images));

    private long? Round(double? rate, long bytes, int images) => rate is { } known ? (long)Math.Round((bytes * known) + ((double)images * ImageTokens)) : null;

    /// <summary>From one request to the next the prompt grows by the answer, whose tokens are known, and by text that came in.</summary>
    private static IEnumerable<(double Bytes, double Tokens)> Pairs(IReadOnlyList<ContextRequest> requests)
    {
        for (var at = 1; at < requests.Count; at++)
        {
            var (before, after) = (requests[at - 1], requests[at]);
            if (before.Epoch == after.Epoch && before.Turn + 1 == after.Turn && before.Model == after.Model && after is { NewBytes: >= LeastBytes, NewImages: 0, IsAfterReturn: false })
            {
                yield return (after.NewBytes, after.PromptTokens - before.PromptTokens - before.OutputTokens);
            }
        }
    }
}
