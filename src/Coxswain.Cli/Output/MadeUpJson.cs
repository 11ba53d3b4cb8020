using System.Text.Json.Nodes;

namespace Coxswain.Cli.Output;

/// <summary>Labels a report of made-up data: a first member <c>madeUp</c>, in a list in each of its objects.</summary>
internal static class MadeUpJson
{
    private const string Member = "madeUp";

    public static JsonNode Label(JsonNode? report)
    {
        switch (report)
        {
            case JsonObject one:
                one.Insert(0, Member, true);
                return one;
            case JsonArray many:
                foreach (var one in many.OfType<JsonObject>())
                {
                    one.Insert(0, Member, true);
                }

                return many;
            default:
                return new JsonObject { [Member] = true, ["value"] = report };
        }
    }
}
