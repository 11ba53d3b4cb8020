using System.Security.Cryptography;
using System.Text;

namespace Coxswain.Server.Security;

/// <summary>The secret that opens the API. Compared in constant time; has no <see cref="object.ToString"/> that shows it.</summary>
public sealed class ApiToken
{
    private readonly byte[] _hash;

    public ApiToken(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        Value = value;
        _hash = SHA256.HashData(Encoding.UTF8.GetBytes(value));
    }

    /// <summary>For the daemon file only.</summary>
    public string Value { get; }

    /// <summary>Hashing first makes both sides equally long, so neither content nor length shows in the time taken.</summary>
    public bool Matches(string? candidate)
        => candidate is { Length: > 0 and <= 1024 } && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(candidate)), _hash);

    public override string ToString() => "(API token)";
}
