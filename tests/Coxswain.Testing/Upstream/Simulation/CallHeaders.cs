using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Testing.Upstream.Simulation;

/// <summary>A request's headers as they are kept: of keys, a hash only.</summary>
internal static class CallHeaders
{
    private static readonly string[] Keys = ["authorization", "x-api-key", "proxy-authorization", "cookie"];

    public static Dictionary<string, string> Of(IHeaderDictionary headers) => headers.ToDictionary(
        static header => header.Key.ToLowerInvariant(),
        static header => Keys.Contains(header.Key.ToLowerInvariant()) ? Hash(header.Value.ToString()) : header.Value.ToString());

    /// <summary>Stands for the key a request came with; empty without one.</summary>
    public static string Account(IReadOnlyDictionary<string, string> headers)
        => headers.GetValueOrDefault("x-api-key") ?? headers.GetValueOrDefault("authorization") ?? "";

    private static string Hash(string key) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
