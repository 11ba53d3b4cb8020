using Coxswain.Server.Configuration;

namespace Coxswain.Cli.Setup;

internal static class ReceiverKey
{
    /// <summary>The header OTLP senders must show, as <c>name=value</c>; <see langword="null"/> when no key is configured.</summary>
    public static string? HeaderOf(CoxswainSettings settings)
        => Value(settings, "otlp.apiKey") is { Length: > 0 } key ? $"{Value(settings, "otlp.apiKeyHeader")}={Uri.EscapeDataString(key)}" : null;

    private static string Value(CoxswainSettings settings, string name) => settings.Values.First(setting => setting.Name == name).Value;
}
