using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coxswain.Cli.Setup;

/// <summary>A value of the settings as it may be shown: headers carry keys, and so may an address outside its host.</summary>
internal static class ShownSetting
{
    public const string Hidden = "(not shown)";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="json">The JSON text of the value.</param>
    public static string Of(string name, string json) => name switch
    {
        _ when json == "\"\"" => json,
        _ when name.EndsWith("HEADERS", StringComparison.Ordinal) => Hidden,
        _ when name.EndsWith("ENDPOINT", StringComparison.Ordinal) || name == BaseUrl.Variable => Address(json),
        _ when name.StartsWith(HookSettings.Parent + ".", StringComparison.Ordinal) => WithoutHeaders(json),
        _ => json,
    };

    private static string WithoutHeaders(string json)
    {
        var hooks = JsonNode.Parse(json);
        foreach (var handler in hooks?.AsArray().SelectMany(static group => group?["hooks"]?.AsArray() ?? []) ?? [])
        {
            if (handler?["headers"] is not null)
            {
                handler["headers"] = Hidden;
            }
        }

        return hooks?.ToJsonString(Plain) ?? json;
    }

    private static string Address(string json)
    {
        if (!json.StartsWith('"') || !Uri.TryCreate(JsonSerializer.Deserialize<string>(json), UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            return Hidden;
        }

        var shown = address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
        var isPlain = address.UserInfo.Length + address.Query.Length + address.Fragment.Length == 0 && address.AbsolutePath is "/" or "/v1/logs" or "/v1/metrics" or "/v1/traces";
        return isPlain ? json : $"\"{shown}/…\"";
    }
}
