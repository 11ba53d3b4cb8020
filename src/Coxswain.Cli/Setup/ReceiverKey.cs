using Coxswain.Server.Configuration;

namespace Coxswain.Cli.Setup;

internal static class ReceiverKey
{
    /// <summary>The header senders must show to the receivers; <see langword="null"/> when no key is configured.</summary>
    public static (string Name, string Value)? Of(CoxswainSettings settings)
        => Value(settings, "otlp.apiKey") is { Length: > 0 } key ? (Value(settings, "otlp.apiKeyHeader"), key) : null;

    /// <summary>The same as OTLP exporters are told it, <c>name=value</c>.</summary>
    public static string? HeaderOf(CoxswainSettings settings) => Of(settings) is { } key ? $"{key.Name}={Uri.EscapeDataString(key.Value)}" : null;

    private static string Value(CoxswainSettings settings, string name) => settings.Values.First(setting => setting.Name == name).Value;
}
