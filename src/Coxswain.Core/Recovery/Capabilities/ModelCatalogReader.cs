using System.Text.Json;
using Coxswain.Core.Pricing;

namespace Coxswain.Core.Recovery.Capabilities;

/// <summary>Reads a capability file and checks it as a whole: a file is used without a problem or not at all.</summary>
internal static class ModelCatalogReader
{
    private const string ShippedName = "Coxswain.Core.Recovery.models.json";
    private const int LargestFileBytes = 1 << 20;
    private const int Schema = 1;

    private static readonly string[] Families = ["haiku", "sonnet", "opus", "fable"];
    private static readonly string[] ThinkingTypes = ["adaptive", "enabled", "disabled", "between_tools"];

    public static ModelCatalog ReadShipped()
    {
        using var stream = typeof(ModelCatalogReader).Assembly.GetManifestResourceStream(ShippedName)
            ?? throw new InvalidOperationException($"The assembly lacks {ShippedName}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Read(bytes);
    }

    /// <exception cref="InvalidModelCatalogException">The file has a problem; the message lists them all with their places.</exception>
    public static ModelCatalog Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > LargestFileBytes)
        {
            throw new InvalidModelCatalogException([$"$: larger than {LargestFileBytes} bytes"]);
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 16 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? ReadCatalog(document.RootElement) : throw new InvalidModelCatalogException(["$: must be a JSON object"]);
        }
        catch (JsonException problem)
        {
            throw new InvalidModelCatalogException([$"$: not JSON (line {problem.LineNumber + 1}, byte {problem.BytePositionInLine})"]);
        }
        catch (InvalidOperationException)
        {
            throw new InvalidModelCatalogException(["$: not JSON: a text is not valid UTF-8 or UTF-16"]);
        }
    }

    private static ModelCatalog ReadCatalog(JsonElement root)
    {
        var problems = new List<string>();
        var file = new JsonPlace(root, "$", problems);
        file.OnlyKnows("schema", "effective", "thinking_controls_beta", "image_tokens", "source", "models");
        if (file.Number("schema", 0, 1000) != Schema)
        {
            file.Problem("schema", $"must be {Schema}");
        }

        var effective = file.Date("effective", required: true);
        var beta = file.Text("thinking_controls_beta", required: true);
        var imageTokens = (int)file.Number("image_tokens", 1, 100_000);
        file.Text("source", required: true);
        var models = file.Objects("models").Select(ReadModel).ToList();
        CheckNames(models, problems);
        return problems.Count == 0 ? new ModelCatalog(effective ?? default, beta, imageTokens, models) : throw new InvalidModelCatalogException(problems);
    }

    private static ModelCapabilities ReadModel(JsonPlace place)
    {
        place.OnlyKnows(
            "id", "also", "family", "released", "context_tokens", "max_output_tokens", "bytes_per_token", "prefix_check", "thinking", "thinking_off", "efforts", "forced_tool", "sampling",
            "prefill", "fast", "refused_betas", "fallbacks", "source", "note");
        place.Text("source", required: true);
        place.Text("note", required: false);
        var model = new ModelCapabilities
        {
            Id = place.Text("id", required: true),
            Also = Optional(place, "also"),
            Family = place.Text("family", required: true),
            Released = place.Date("released", required: false),
            ContextTokens = (long)place.Number("context_tokens", 1000, 100_000_000),
            MostOutputTokens = (int)place.Number("max_output_tokens", 1000, 10_000_000),
            BytesPerToken = (double)place.Number("bytes_per_token", 1, 10),
            ChecksPrefix = place.Flag("prefix_check"),
            ThinkingTypes = place.Texts("thinking"),
            ThinkingOff = place.Text("thinking_off", required: false),
            Efforts = Optional(place, "efforts"),
            TakesForcedTool = place.Flag("forced_tool"),
            TakesSampling = place.Flag("sampling"),
            TakesPrefill = place.Flag("prefill"),
            HasFast = place.Flag("fast"),
            RefusedBetas = Optional(place, "refused_betas"),
            Fallbacks = place.Texts("fallbacks"),
        };
        CheckModel(place, model);
        return model;
    }

    private static IReadOnlyList<string> Optional(JsonPlace place, string name) => place.Has(name) ? place.Texts(name) : [];

    private static void CheckModel(JsonPlace place, ModelCapabilities model)
    {
        if (model.Also.Prepend(model.Id).Any(id => !id.StartsWith("claude-", StringComparison.Ordinal)))
        {
            place.Problem("id", "must start with claude-");
        }

        if (!Families.Contains(model.Family))
        {
            place.Problem("family", $"must be one of {string.Join(", ", Families)}");
        }

        if (model.ThinkingTypes.Except(ThinkingTypes).Any())
        {
            place.Problem("thinking", $"may name {string.Join(", ", ThinkingTypes)}");
        }

        if (model.ThinkingOff.Length > 0 && !model.ThinkingTypes.Contains(model.ThinkingOff))
        {
            place.Problem("thinking_off", "must be one of thinking");
        }

        if (model.Efforts.Except(EffortLevels.All).Any() || !model.Efforts.SequenceEqual(model.Efforts.OrderBy(EffortLevels.Rank)))
        {
            place.Problem("efforts", $"may name {string.Join(", ", EffortLevels.All)}, in this order");
        }
    }

    private static void CheckNames(List<ModelCapabilities> models, List<string> problems)
    {
        var ids = models.SelectMany(model => model.Also.Prepend(model.Id)).ToList();
        problems.AddRange(ids.GroupBy(ModelId.Normalise, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"$.models: {group.Key} stands twice"));
        problems.AddRange(models.SelectMany((model, i) => model.Fallbacks.Where(id => id == model.Id || models.All(other => other.Id != id)).Select(id => $"$.models[{i}].fallbacks: {id} is not another model's id")));
        if (models.Count == 0)
        {
            problems.Add("$.models: must have one or more");
        }
    }
}
