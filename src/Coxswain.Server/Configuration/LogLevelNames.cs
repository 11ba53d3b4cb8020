using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Configuration;

/// <summary>Log levels as other programs spell them (<c>DEBUG</c>, <c>WARN</c>, <c>INFO</c>).</summary>
internal static class LogLevelNames
{
    public static string Normalise(string name) => name.ToUpperInvariant() switch
    {
        "INFO" => nameof(LogLevel.Information),
        "WARN" => nameof(LogLevel.Warning),
        "FATAL" => nameof(LogLevel.Critical),
        "OFF" => nameof(LogLevel.None),
        _ => name,
    };
}
