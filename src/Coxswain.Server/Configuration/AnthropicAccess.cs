using System.Diagnostics.CodeAnalysis;

namespace Coxswain.Server.Configuration;

/// <summary>The user's own way to the Messages API, from the environment the server was started with. Only what the user switched on uses it.</summary>
internal sealed class AnthropicAccess
{
    private AnthropicAccess(string key, Uri address) => (Key, Address) = (key, address);

    /// <summary>Never shown.</summary>
    public string Key { get; }

    public Uri Address { get; }

    /// <returns>Without it, why.</returns>
    public static bool TryRead(IReadOnlyDictionary<string, string> environment, [NotNullWhen(true)] out AnthropicAccess? access, out string problem)
    {
        access = null;
        var key = environment.GetValueOrDefault("ANTHROPIC_API_KEY") ?? "";
        var url = environment.GetValueOrDefault("ANTHROPIC_BASE_URL") is { Length: > 0 } given ? given : "https://api.anthropic.com";
        problem = key.Length == 0 ? "ANTHROPIC_API_KEY is not set where the server was started."
            : !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") ? "ANTHROPIC_BASE_URL is no address."
            : address.Scheme == "http" && !address.IsLoopback ? "ANTHROPIC_BASE_URL is an http address of another machine: the key would go there for anybody to read. Use https."
            : "";
        if (problem.Length > 0)
        {
            return false;
        }

        access = new AnthropicAccess(key, new Uri(url));
        return true;
    }
}
