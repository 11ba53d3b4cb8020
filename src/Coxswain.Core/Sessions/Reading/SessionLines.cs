namespace Coxswain.Core.Sessions.Reading;

/// <summary>Lines about the session as a whole: titles and the client's own cost total.</summary>
internal sealed class SessionLines(TranscriptState state)
{
    private const int LongestTitleChars = 300;

    private static readonly JsonKeys TitleKeys = new("aiTitle", "summary");
    private static readonly JsonKeys CostKeys = new("totalCostUSD", "hasUnknownModelCost", "modelUsage");
    private static readonly JsonKeys ModelKeys = new("costUSD");

    /// <returns>False when the type is none of this reader's.</returns>
    public bool TryRead(string type, in Line line, LineContext session, FactList facts)
    {
        switch (type)
        {
            case "custom-title":
                Title(line.Bytes, line.CustomTitle, 3);
                return true;
            case "ai-title":
                ReadTitle(line.Json, 0, 2);
                return true;
            case "summary":
                ReadTitle(line.Json, 1, 1);
                return true;
            case "cost-state":
                ReadCost(line.Json, session, facts);
                return true;
            default:
                return false;
        }
    }

    private void ReadTitle(ParsedJson json, int key, int rank)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[2];
        json.Read(json.Root, TitleKeys, fields);
        Title(json.Bytes, fields[key], rank);
    }

    private void Title(ReadOnlySpan<byte> json, JsonSlice slice, int rank)
    {
        var title = JsonValue.Text(json, slice).Trim();
        if (title.Length > 0 && rank >= state.TitleRank)
        {
            state.Title = title.Length > LongestTitleChars ? title[..LongestTitleChars] : title;
            state.TitleRank = rank;
        }
    }

    private void ReadCost(ParsedJson json, LineContext session, FactList facts)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[3];
        json.Read(json.Root, CostKeys, fields);
        if (JsonValue.Money(json.Bytes, fields[0]) is { } total && state.LastTime is { } seen)
        {
            facts.Add(new SessionCostFact(session, seen, total, JsonValue.Flag(fields[1]) == true, ByModel(json, fields[2])));
        }
    }

    private static Dictionary<string, decimal> ByModel(ParsedJson json, JsonSlice models)
    {
        var costs = new Dictionary<string, decimal>(StringComparer.Ordinal);
        Span<JsonSlice> fields = stackalloc JsonSlice[1];
        var model = default(JsonSlice);
        while (models.IsObject && json.TryNext(models, ref model))
        {
            if (model.IsObject)
            {
                json.Read(model, ModelKeys, fields);
                costs[json.NameOf(model)] = JsonValue.Money(json.Bytes, fields[0]) ?? 0;
            }
        }

        return costs;
    }
}
