using System.Security.Cryptography;
using System.Text;
using Coxswain.Otlp;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Server.Otlp;

/// <summary>Checks the optional API key. Both sides are hashed first, so the comparison's time tells neither content nor length.</summary>
internal sealed class OtlpAccess
{
    private const string Scheme = "Bearer ";
    private readonly byte[]? _key;
    private readonly string _header;

    public OtlpAccess(OtlpOptions options)
    {
        _key = options.ApiKey.Length == 0 ? null : Digest(options.ApiKey);
        _header = options.ApiKeyHeader;
    }

    public bool IsGranted(HttpRequest request) => _key is null || Matches(Bearer(request)) || Matches(Single(request, _header));

    private static string? Bearer(HttpRequest request)
    {
        var value = Single(request, "Authorization");
        return value?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? value[Scheme.Length..].Trim() : null;
    }

    private static string? Single(HttpRequest request, string header)
        => request.Headers[header] is { Count: 1 } values ? values[0] : null;

    private static byte[] Digest(string value) => SHA256.HashData(Encoding.UTF8.GetBytes(value));

    private bool Matches(string? offered) => offered is not null && CryptographicOperations.FixedTimeEquals(Digest(offered), _key);
}
