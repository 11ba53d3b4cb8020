using System.Security.Cryptography;
using System.Text;

namespace Coxswain.Server.Security;

/// <summary>The secret that opens the API. Compared in constant time; has no <see cref="object.ToString"/> that shows it.</summary>
public sealed class ApiToken
{
    /// <summary>Longer ones are not even compared.</summary>
    public const int MaxLength = 1024;

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
        => candidate is { Length: > 0 and <= MaxLength } && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(candidate)), _hash);

    /// <summary>Whether a request can carry it as <c>Authorization: Bearer …</c>, and whether it is read there as it was sent: commas and quotes part values.</summary>
    public static bool IsSendable(string value)
        => value.Length is > 0 and <= MaxLength && value.All(static sign => sign is > ' ' and <= '~' and not ',' and not '"');

    public override string ToString() => "(API token)";
}
