using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Coxswain.Testing.Upstream.Simulation.Thinking;

/// <summary>Signs the thinking blocks the simulator makes, so that it knows its own again: a keyed hash over maker, account, prefix and text.</summary>
/// <param name="key">Simulators with the same key accept each other's blocks.</param>
public sealed class ThinkingSeal(byte[] key)
{
    public string Sign(string maker, string account, string prefix, string text)
        => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{maker}|{account}|{prefix}|{Hash(maker, account, prefix, text)}"));

    /// <summary><see langword="null"/> when the signature is no signature, or not one of this text.</summary>
    public ThinkingOrigin? Open(string signature, string text)
    {
        ArgumentNullException.ThrowIfNull(signature);
        if (!Base64Url.IsValid(signature))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(signature)).Split('|');
        return parts.Length == 4 && parts[3] == Hash(parts[0], parts[1], parts[2], text) ? new ThinkingOrigin(parts[0], parts[1], parts[2]) : null;
    }

    private string Hash(string maker, string account, string prefix, string text)
        => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{maker}|{account}|{prefix}|{text}")));
}
