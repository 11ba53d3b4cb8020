using Coxswain.Server.Configuration;

namespace Coxswain.Cli.Setup;

internal static class ReceiverKey
{
    /// <summary>The key OTLP senders must show; <see langword="null"/> when none is configured.</summary>
    public static string? Of(CoxswainSettings settings)
        => settings.Values.FirstOrDefault(setting => setting.Name == "otlp.apiKey") is { Value.Length: > 0 } key ? key.Value : null;
}
