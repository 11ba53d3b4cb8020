using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Recovery.Requests;
using Coxswain.Core.Recovery.Strategies.Chunking;
using Coxswain.Core.Recovery.Strategies.Reduction;

namespace Coxswain.Core.Recovery.Strategies;

/// <summary>Splits what does not fit into parts, has each answered by itself, and has one answer made of those. Plans only: the caller sends the requests.</summary>
public sealed class ContextChunking(ModelCatalog catalog)
{
    /// <summary>More parts than these cost more than the answer is worth.</summary>
    public const int MostParts = 64;

    /// <summary>Of the limit, kept free because bytes only stand for tokens.</summary>
    private const double Margin = 0.05;
    private const int DefaultOutputTokens = 4096;

    /// <param name="known">Of the whole request; null when nobody counted.</param>
    /// <param name="limit">Prompt and answer of each request together.</param>
    public ChunkPlan Plan(MessagesRequest request, TokenCount? known, long limit)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (scale, material, output) = (catalog.Scale(request, known), Material.Of(request), PartOutput(request, limit));
        if (Pack(request, scale, material, limit, output) is not { } packed)
        {
            return new ChunkPlan([], "what must be in every part leaves no room for the material");
        }

        if (packed.Count is 0 or > MostParts)
        {
            return new ChunkPlan([], packed.Count == 0 ? "there is no text to split" : $"more than {MostParts} parts");
        }

        return new ChunkPlan(
            [.. packed.Select((pieces, i) =>
            {
                var body = PartRequest.OfPart(request, material, pieces, i + 1, packed.Count, output);
                return new ChunkPart(body, [.. pieces.Select(piece => piece.Text)], new TokenCount((long)Math.Ceiling(scale.OfBytes(body.Length)), IsEstimated: true));
            })],
            "");
    }

    /// <param name="request">The original.</param>
    /// <param name="answers">In the order of the parts, or of the step before.</param>
    public MergeStep Merge(MessagesRequest request, TokenCount? known, IReadOnlyList<string> answers, long limit)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(answers);
        var (scale, material) = (catalog.Scale(request, known), Material.Of(request));
        var output = (int)Math.Clamp(limit / 4, 1, Math.Max(1, request.MaxTokens ?? DefaultOutputTokens));
        var escaped = answers.Select(Escape).ToArray();
        var all = RoomFor(scale, limit, output, PartRequest.OfAll(request, material, [], output).Length);
        if (escaped.Sum(Cost) <= all || answers.Count == 1)
        {
            var fitting = escaped.Select(answer => Shorten(answer, all - Packing.LabelBytes)).ToArray();
            return fitting.Any(answer => answer.IsEmpty) ? new MergeStep([], IsFinal: true) : Final(request, scale, material, fitting, limit, output);
        }

        var partOutput = PartOutput(request, limit);
        var room = RoomFor(scale, limit, partOutput, PartRequest.OfGroup(request, material, [], partOutput).Length);
        var groups = Group([.. escaped.Select(answer => Shorten(answer, (room / 2) - Packing.LabelBytes))], room);
        return new MergeStep([.. groups.Select(group => PartRequest.OfGroup(request, material, group, partOutput))], IsFinal: false);
    }

    private static MergeStep Final(MessagesRequest request, TokenScale scale, Material material, ReadOnlyMemory<byte>[] answers, long limit, int output)
    {
        var asSent = PartRequest.OfAll(request, material, answers, null);
        var fits = scale.OfBytes(asSent.Length) + (request.MaxTokens ?? 0) <= limit;
        return new MergeStep([fits ? asSent : PartRequest.OfAll(request, material, answers, output)], IsFinal: true);
    }

    private static IReadOnlyList<IReadOnlyList<Segment>>? Pack(MessagesRequest request, TokenScale scale, Material material, long limit, int output)
        => Packing.Pack(request, material.Segments, RoomFor(scale, limit, output, PartRequest.OfPart(request, material, [], MostParts, MostParts, output).Length));

    /// <summary>Bytes; may be negative.</summary>
    private static int RoomFor(TokenScale scale, long limit, int output, int frameBytes) => scale.BytesFor(Math.Max(0, (limit * (1 - Margin)) - output)) - frameBytes;

    private static int PartOutput(MessagesRequest request, long limit) => (int)Math.Clamp(limit / 8, 1, Math.Max(1, request.MaxTokens ?? DefaultOutputTokens));

    private static int Cost(ReadOnlyMemory<byte> answer) => answer.Length + Packing.LabelBytes;

    private static List<List<ReadOnlyMemory<byte>>> Group(ReadOnlyMemory<byte>[] answers, int room)
    {
        var groups = new List<List<ReadOnlyMemory<byte>>>();
        if (answers.Any(answer => answer.IsEmpty))
        {
            return groups;
        }

        var left = 0;
        foreach (var answer in answers)
        {
            if (groups.Count == 0 || Cost(answer) > left)
            {
                groups.Add([]);
                left = room;
            }

            groups[^1].Add(answer);
            left -= Cost(answer);
        }

        return groups;
    }

    /// <summary>Empty when there is no room for anything.</summary>
    private static ReadOnlyMemory<byte> Shorten(ReadOnlyMemory<byte> answer, int most)
    {
        if (answer.Length <= most)
        {
            return answer;
        }

        var kept = most - Placeholder.MostBytes;
        return kept <= 0 ? ReadOnlyMemory<byte>.Empty : Placeholder.Middle((byte[])[(byte)'"', .. answer.Span, (byte)'"'], kept / 2, kept / 2)[1..^1];
    }

    // Through bytes, so that half a surrogate pair becomes a replacement character.
    private static ReadOnlyMemory<byte> Escape(string answer)
        => JsonEncodedText.Encode(Encoding.UTF8.GetBytes(answer.Length == 0 ? "(nothing)" : answer), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray();
}
