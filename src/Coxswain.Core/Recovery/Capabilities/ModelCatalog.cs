using System.Collections.Frozen;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Capabilities;

/// <summary>What each known model takes, as of a date. A model is found by its exact id or not at all: siblings take different things.</summary>
public sealed class ModelCatalog
{
    /// <summary>For a model that is not in the file: the smallest figure there is, so that an estimate is rather too high.</summary>
    private readonly double _fewestBytesPerToken;
    private readonly FrozenDictionary<string, ModelCapabilities> _byId;

    internal ModelCatalog(DateOnly effective, string thinkingControlsBeta, int imageTokens, IReadOnlyList<ModelCapabilities> models)
    {
        Effective = effective;
        ThinkingControlsBeta = thinkingControlsBeta;
        ImageTokens = imageTokens;
        Models = models;
        _fewestBytesPerToken = models.Min(model => model.BytesPerToken);
        _byId = models.SelectMany(model => model.Also.Prepend(model.Id).Select(id => (Id: ModelId.Normalise(id), Model: model)))
            .ToFrozenDictionary(entry => entry.Id, entry => entry.Model, StringComparer.Ordinal);
    }

    /// <summary>The day the file was last looked over as a whole.</summary>
    public DateOnly Effective { get; }

    /// <summary>The beta that <c>thinking.block_binding</c> needs.</summary>
    public string ThinkingControlsBeta { get; }

    /// <summary>What an image or file counts for in an estimate.</summary>
    public int ImageTokens { get; }

    public IReadOnlyList<ModelCapabilities> Models { get; }

    public static ModelCatalog Shipped() => ModelCatalogReader.ReadShipped();

    /// <summary>
    /// Null for an unknown model and for names of other platforms (<c>us.anthropic.claude-…</c>, <c>claude-…@date</c>): what they take and how they spell it may differ.
    /// </summary>
    public ModelCapabilities? Find(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.StartsWith("claude-", StringComparison.Ordinal) && !model.AsSpan().ContainsAny('@', ':', '[') ? _byId.GetValueOrDefault(ModelId.Normalise(model)) : null;
    }

    /// <summary>Tokens by the bytes.</summary>
    public TokenCount Estimate(MessagesRequest request, string model)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new TokenCount(OfBytes(request.TextBytes, model) + ((long)request.EncodedParts * ImageTokens), IsEstimated: true);
    }

    /// <summary>Tokens of so many bytes of text; an estimate.</summary>
    public long OfBytes(long bytes, string model) => (long)Math.Ceiling(bytes / (Find(model)?.BytesPerToken ?? _fewestBytesPerToken));

    /// <summary>How to measure parts of a request, so that the whole has the known count.</summary>
    /// <param name="known">Null: nobody counted.</param>
    internal TokenScale Scale(MessagesRequest request, TokenCount? known)
    {
        var estimate = Estimate(request, request.Model);
        return new TokenScale(
            Find(request.Model)?.BytesPerToken ?? _fewestBytesPerToken,
            ImageTokens,
            known is { Tokens: > 0 } count ? (double)count.Tokens / Math.Max(1, estimate.Tokens) : 1,
            known is { Tokens: > 0 } told ? told : estimate);
    }
}
